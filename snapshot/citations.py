"""How people refer to decision records in descriptions, titles and commit messages.

Found: paths and file names with an extension, blob and tree URLs, `ADR-12`, `ADR 0012`, `adr012`,
`ADR#24`, `ADRs 12 and 13`, and the bare words ("as the ADR says") that locate nothing. Numbers of
RFCs and PEPs are no citations: they mostly mean those of the IETF and of Python.
"""

from __future__ import annotations

from snapshot.citation import Citation
from snapshot.citation_forms import URL, find_mentions, find_numbers, find_paths, find_urls
from snapshot.markdown import prose

__all__ = ["MOST_CITATIONS", "Citation", "cited"]

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


def _blanked(text: str, spans: list[tuple[int, int]]) -> str:
    """`text` of the same length with spaces where `spans` (rising, apart) were."""
    parts, at = [], 0
    for start, end in spans:
        parts += [text[at:start], " " * (end - start)]
        at = end
    return "".join(parts) + text[at:]
