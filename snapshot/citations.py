"""How people refer to decision records in descriptions, titles and commit messages.

Found: paths and file names with an extension, blob and tree URLs, `ADR-12`, `ADR 0012`, `adr012`,
`ADR#24`, `ADRs 12 and 13`, and the bare words ("as the ADR says") that locate nothing. Numbers of
RFCs and PEPs are no citations: they mostly mean those of the IETF and of Python.

Every expression below either reads one run of characters or begins with a fixed word and is
bounded, so the time grows with the length of the text only.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Literal
from urllib.parse import unquote

from snapshot.facts import Repository
from snapshot.markdown import prose
from snapshot.record_names import is_record_path, number_in, record_name

MOST_CITATIONS = 100
"""In one text; what follows is ignored."""

_LONGEST_WORD = 1_000
_EXTENSION = re.compile(r"\.(?:md|markdown|mdx|rst|adoc|asciidoc|txt|org)$", re.IGNORECASE)
_URL = re.compile(r"https?://[^\s<>()\[\]{}\"'`|\\^]+")
_BLOB = re.compile(
    r"(?P<site>https?://[^/]+)/(?P<repository>[^/]+/[^/]+)/(?:blob|tree|raw|blame|edit)/(?P<rest>.+)"
)
_WORD = re.compile(r"[^\s<>()\[\]{}\"'`|,;:*!?]+")
_DECISION_WORD = re.compile(r"(?<![a-z])(?:adrs?|decisions?|architecture)(?![a-z])", re.IGNORECASE)
_ID = re.compile(
    r"(?<![a-z0-9])ADR(?P<plural>s?)"
    r"(?P<gap>\s{1,2}|\s?[-_#‑–]|\s(?:no|nr|number)\.?\s|)"
    r"(?:(?P<area>[a-z]{1,20})[-_](?=\d{3}))?"
    r"(?P<digits>\d{1,6})(?!\d|-\d\d-\d\d)",
    re.IGNORECASE,
)
_NEXT_IN_LIST = re.compile(
    r"(?P<between>\s{0,2}(?:,\s?and|,|/|&|and|or)\s{0,2})#?(?P<digits>\d{1,6})(?!\w|\.\d)"
)
_MENTION = re.compile(
    r"(?<![a-z0-9])(?:ADRs?|(?:architectur\w{1,5} )?decision records?"
    r"|architectur\w{1,5} decisions?)(?![a-z0-9])",
    re.IGNORECASE,
)

Kind = Literal["url", "path", "file_name", "number", "mention"]


@dataclass(frozen=True, slots=True)
class Citation:
    """One reference to a decision record; `text` is how it was written.

    `target` is the path or file name; for a URL what follows `blob/` (ref, slash, path), and then
    `site` and `repository` ("owner/name") say whose. `number` is that of an id, `area` the word
    before it in `ADR-AREA-0012`. A mention locates nothing.
    """

    kind: Kind
    text: str
    target: str = ""
    site: str = ""
    repository: str = ""
    number: int | None = None
    area: str = ""

    @property
    def is_certain(self) -> bool:
        """True when this can only mean a decision record, so that one which does not exist is
        worth a remark. `docs/setup.md` may be any document, `ADR #12` may be a pull request.
        """
        if self.kind == "number":
            return not re.search(r"\s#", self.text)
        if self.kind == "mention":
            return False
        name = record_name(self.target)
        speaks_of_decisions = _DECISION_WORD.search(self.target) or name.digits or name.date
        return bool(speaks_of_decisions and _EXTENSION.search(self.target))


def cited(text: str) -> tuple[Citation, ...]:
    """All references in `text` (Markdown), each once, in the order they appear.

    What stands in HTML comments, code fences and block quotes is not the author's own word.
    """
    remaining = prose(text)
    found: list[tuple[int, Citation]] = []
    for read in (_urls, _paths, _numbers, _mentions):
        spans = list(read(remaining))
        found += [(start, citation) for start, _, citation in spans]
        remaining = _blanked(remaining, [(start, end) for start, end, _ in spans])
        if read is _urls:  # whatever else a URL says is no reference
            remaining = _URL.sub(lambda url: " " * len(url[0]), remaining)
    found.sort(key=lambda each: each[0])
    return tuple(dict.fromkeys(citation for _, citation in found))[:MOST_CITATIONS]


def resolve(citation: Citation, record_paths: Iterable[str], repository: Repository) -> str | None:
    """The path among `record_paths` that `citation` means; None when it means none of them.

    A URL counts when it leads into `repository`, whatever branch or commit it names: branches
    vanish. Files that are no records (a README, a template) are never meant. Where several share a
    number the one named ADR wins, then the first path.
    """
    paths = sorted(filter(is_record_path, record_paths))
    if citation.kind == "url":
        if not _is_same(citation, repository):
            return None
        within = (path for path in paths if citation.target.endswith("/" + path))
        return max(within, key=len, default=None)
    if citation.kind in ("path", "file_name"):
        return _by_path(citation.target, paths)
    if citation.kind == "number":
        return _by_number(citation, paths)
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
    if not ends and not _EXTENSION.search(target):
        ends = [p for p in paths if f"/{_EXTENSION.sub('', p)}".endswith("/" + target)]
    return ends[0] if ends else None


def _by_number(citation: Citation, paths: list[str]) -> str | None:
    area = citation.area.casefold()
    same = [p for p in paths if number_in(p) == citation.number and area in p.casefold()]
    return min(same, key=lambda p: ("adr" not in p.casefold(), p), default=None)


Span = tuple[int, int, Citation]


def _urls(text: str) -> Iterator[Span]:
    for url in _URL.finditer(text):
        written = url[0].rstrip(".,;:!?*_~")
        address = re.split(r"[?#]", written, maxsplit=1)[0].rstrip("/")
        blob = _BLOB.fullmatch(address) if len(address) <= _LONGEST_WORD else None
        if blob is None or not (_EXTENSION.search(address) or _DECISION_WORD.search(address)):
            continue
        target = unquote(blob["rest"])
        yield (
            url.start(),
            url.start() + len(written),
            Citation("url", written, target, site=blob["site"], repository=blob["repository"]),
        )


def _paths(text: str) -> Iterator[Span]:
    for word in _WORD.finditer(text):
        if len(word[0]) > _LONGEST_WORD:
            continue
        written = word[0].rstrip("._~")
        target = unquote(written.partition("#")[0].replace("\\", ""))
        target = re.sub(r"^(?:\.{0,2}/)+", "", target)
        if not _names_a_document(target):
            continue
        kind: Kind = "path" if "/" in target else "file_name"
        yield word.start(), word.start() + len(written), Citation(kind, written, target)


def _names_a_document(target: str) -> bool:
    """True for a name with a document's extension, and for `docs/adr/0012-title` without one."""
    if _EXTENSION.search(target):
        return True
    folder, _, name = target.rpartition("/")
    return bool(_DECISION_WORD.search(folder)) and record_name(name).number is not None


def _numbers(text: str) -> Iterator[Span]:
    for match in _ID.finditer(text):
        yield match.start(), match.end(), _numbered(match[0], match["digits"], match["area"])
        previous, end = match["digits"], match.end()
        while following := _NEXT_IN_LIST.match(text, end):
            if not _continues(match, previous, following):
                break
            yield (
                following.start(),
                following.end(),
                _numbered(f"ADR {following['digits']}", following["digits"], None),
            )
            previous, end = following["digits"], following.end()


def _numbered(written: str, digits: str, area: str | None) -> Citation:
    return Citation("number", written, number=int(digits), area=area or "")


def _continues(first: re.Match[str], previous: str, following: re.Match[str]) -> bool:
    """`ADRs 5 and 7` and `ADR-0020 / 0021` go on; `ADR 5 and 3 files` does not."""
    if first["plural"] or following["between"] == "/":
        return True
    return len(previous) >= 3 and len(following["digits"]) == len(previous)


def _mentions(text: str) -> Iterator[Span]:
    for match in _MENTION.finditer(text):
        yield match.start(), match.end(), Citation("mention", match[0])


def _blanked(text: str, spans: list[tuple[int, int]]) -> str:
    """`text` of the same length with spaces where `spans` (rising, apart) were."""
    parts, at = [], 0
    for start, end in spans:
        parts += [text[at:start], " " * (end - start)]
        at = end
    return "".join(parts) + text[at:]
