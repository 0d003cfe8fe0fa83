"""How people refer to decision records in descriptions, titles and commit messages.

Found: paths and file names with an extension, blob and tree URLs, `ADR-12`, `ADR 0012`, `adr012`,
`ADR#24`, `ADRs 12 and 13`, and the bare words ("as the ADR says") that locate nothing. Numbers of
RFCs and PEPs are no citations: they mostly mean those of the IETF and of Python.
"""

from __future__ import annotations

from collections.abc import Iterable

from snapshot.citation import DOCUMENT_EXTENSION, Citation
from snapshot.citation_forms import URL, find_mentions, find_numbers, find_paths, find_urls
from snapshot.facts import Repository
from snapshot.markdown import prose
from snapshot.record_names import is_record_path, number_in

__all__ = ["MOST_CITATIONS", "Citation", "cited", "resolve"]

MOST_CITATIONS = 100
"""In one text; what follows is ignored."""


def cited(text: str) -> tuple[Citation, ...]:
    """All references in `text` (Markdown), each once, in the order they appear.

    What stands in HTML comments, code fences and block quotes is not the author's own word.
    """
    remaining = prose(text)
    found: list[tuple[int, Citation]] = []
    for find in (find_urls, find_paths, find_numbers, find_mentions):
        spans = list(find(remaining))
        found += [(start, citation) for start, _, citation in spans]
        remaining = _blanked(remaining, [(start, end) for start, end, _ in spans])
        if find is find_urls:  # whatever else a URL says is no reference
            remaining = URL.sub(lambda url: " " * len(url[0]), remaining)
    found.sort(key=lambda each: each[0])
    return tuple(dict.fromkeys(citation for _, citation in found))[:MOST_CITATIONS]


def resolve(citation: Citation, record_paths: Iterable[str], repository: Repository) -> str | None:
    """The path among `record_paths` that `citation` means; None when it means none of them.

    A URL counts when it leads into `repository`, whatever branch or commit it names: branches
    vanish. Files that are no records (a README, a template) are never meant. Where several share a
    number the one named ADR wins, then the first path.
    """
    records = sorted(filter(is_record_path, record_paths))
    if citation.kind == "url":
        if not _is_same(citation, repository):
            return None
        within = (path for path in records if citation.target.endswith("/" + path))
        return max(within, key=len, default=None)
    if citation.kind in ("path", "file_name"):
        return _by_path(citation.target, records)
    if citation.kind == "number":
        return _by_number(citation, records)
    return None


def _is_same(citation: Citation, repository: Repository) -> bool:
    address = f"{citation.site}/{citation.repository}"
    if repository.url:
        return address.casefold() == repository.url.casefold()
    return citation.repository.casefold() == repository.full_name.casefold()


def _by_path(target: str, paths: list[str]) -> str | None:
    if target in paths:
        return target
    ends = [p for p in paths if p.endswith("/" + target) or target.endswith("/" + p)]
    if not ends and not DOCUMENT_EXTENSION.search(target):
        ends = [p for p in paths if f"/{DOCUMENT_EXTENSION.sub('', p)}".endswith("/" + target)]
    return ends[0] if ends else None


def _by_number(citation: Citation, paths: list[str]) -> str | None:
    area = citation.area.casefold()
    same = [p for p in paths if number_in(p) == citation.number and area in p.casefold()]
    return min(same, key=lambda p: ("adr" not in p.casefold(), p), default=None)


def _blanked(text: str, spans: list[tuple[int, int]]) -> str:
    """`text` of the same length with spaces where `spans` (rising, apart) were."""
    parts, at = [], 0
    for start, end in spans:
        parts += [text[at:start], " " * (end - start)]
        at = end
    return "".join(parts) + text[at:]
