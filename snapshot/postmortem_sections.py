"""The sections of a postmortem: its headings, and labels that stand where headings could.

Many teams write `**Impact:** nobody could pay` or `- **Timeline**:` instead of headings; such a
label counts where its name is one that sections of postmortems have.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from snapshot.document import Document
from snapshot.postmortem import PostmortemSection
from snapshot.postmortem_names import section_kind
from snapshot.record_fillers import is_filler
from snapshot.record_status import plain

MOST_SECTIONS = 300
_LABEL = re.compile(
    r"(?:[-*+][ \t]+)?(?P<mark>\*\*|__)(?P<name>[A-Za-z0-9][^*_:]{1,40}?)\s?:?(?P=mark)[ \t]*:?"
    r"[ \t]*(?P<value>.*)"
)
_PROMPT = re.compile(r"[ \t]*(?:[-*+] )?(?P<mark>[*_])(?![*_\s])[^*_].*(?P=mark)[ \t]*")
# A table of which only the header was filled in says nothing, nor does a row of blanks.
_ROW = re.compile(r"[ \t]*\|.*")
_TEMPLATE_TIME = re.compile(r"(?:20)?xx|[yY]{4}|MM-DD|HH:?MM|hh:mm")


def postmortem_sections(document: Document) -> tuple[PostmortemSection, ...]:
    """All headings, and labels of known names outside of a section that such a heading names."""
    found = sorted((*_of_headings(document), *_of_labels(document)), key=lambda s: s.line)
    return tuple(found[:MOST_SECTIONS])


def _of_headings(document: Document) -> Iterator[PostmortemSection]:
    headings = document.headings[:MOST_SECTIONS]
    for index, heading in enumerate(headings):
        following = (h.at for h in headings[index + 1 :] if h.level <= heading.level)
        end = next(following, len(document.lines))
        title = plain(heading.text, 200).strip(" :")
        filled = _is_filled(document, heading.body, end)
        yield PostmortemSection(title, section_kind(title), heading.at + 1, end, filled)


def _of_labels(document: Document) -> Iterator[PostmortemSection]:
    """Each reaches to the next label or heading."""
    starts = [
        (at, match, kind)
        for at, line in enumerate(document.lines)
        if line[:1] in "-*+_"
        and (match := _LABEL.fullmatch(line))
        and (kind := section_kind(match["name"]))
        and at >= document.front.end
    ]
    ends = sorted({h.at for h in document.headings} | {at for at, _, _ in starts})
    for at, match, kind in starts[:MOST_SECTIONS]:
        end = next((each for each in ends if each > at), len(document.lines))
        filled = not _says_nothing(match["value"]) or _is_filled(document, at + 1, end)
        yield PostmortemSection(match["name"].strip(), kind, at + 1, end, filled)


def _is_filled(document: Document, start: int, end: int) -> bool:
    """True when something of the author's own stands there; code counts."""
    heads = {heading.at for heading in document.headings}
    rows = 0
    for at in range(start, end):
        line = document.lines[at]
        if at in document.code:
            return True
        if at in heads or not line.strip():
            rows = 0
            continue
        if _ROW.match(line):
            rows += 1
            # The first row is the header, the second one the rule below it.
            if rows > 2 and not _TEMPLATE_TIME.search(line) and not _says_nothing(_cells(line)):
                return True
            continue
        rows = 0
        if not _says_nothing(line):
            return True
    return False


def _cells(line: str) -> str:
    """The cells of a row that are no mere numbering."""
    said = (cell.strip() for cell in line.strip().strip("|").split("|"))
    return " ".join(cell for cell in said if not cell.isdigit())


def _says_nothing(line: str) -> bool:
    """True for blanks, marks, prompts in italics and other fillers."""
    return _PROMPT.fullmatch(line) is not None or is_filler(line)
