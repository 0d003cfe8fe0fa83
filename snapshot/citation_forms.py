"""The forms in which people refer to decision records, one reader for each.

Every expression here either reads one run of characters or begins with a fixed word and is bounded,
so the time grows with the length of the text only.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from urllib.parse import unquote

from snapshot.citation import DECISION_WORD, DOCUMENT_EXTENSION, Citation, Kind
from snapshot.record_names import record_name

_LONGEST_WORD = 1_000
URL = re.compile(r"https?://[^\s<>()\[\]{}\"'`|\\^]+")
_BLOB = re.compile(
    r"(?P<site>https?://[^/]+)/(?P<repository>[^/]+/[^/]+)/(?:blob|tree|raw|blame|edit)/(?P<rest>.+)"
)
_WORD = re.compile(r"[^\s<>()\[\]{}\"'`|,;:*!?]+")
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

Span = tuple[int, int, Citation]
"""Where a reference begins and ends in the text, and the reference."""


def find_urls(text: str) -> Iterator[Span]:
    for url in URL.finditer(text):
        written = url[0].rstrip(".,;:!?*_~")
        address = re.split(r"[?#]", written, maxsplit=1)[0].rstrip("/")
        blob = _BLOB.fullmatch(address) if len(address) <= _LONGEST_WORD else None
        if blob is None or not (
            DOCUMENT_EXTENSION.search(address) or DECISION_WORD.search(address)
        ):
            continue
        target = unquote(blob["rest"])
        yield (
            url.start(),
            url.start() + len(written),
            Citation("url", written, target, site=blob["site"], repository=blob["repository"]),
        )


def find_paths(text: str) -> Iterator[Span]:
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
    if DOCUMENT_EXTENSION.search(target):
        return True
    folder, _, name = target.rpartition("/")
    return bool(DECISION_WORD.search(folder)) and record_name(name).number is not None


def find_numbers(text: str) -> Iterator[Span]:
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


def find_mentions(text: str) -> Iterator[Span]:
    for match in _MENTION.finditer(text):
        yield match.start(), match.end(), Citation("mention", match[0])
