"""Where a decision record says its status: every notation seen in public records.

Works line by line on any text and never raises; a notation that says nothing (an empty section, a
sentence left from the template) does not hide a later one that does.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice

from snapshot.document_lines import is_underline
from snapshot.record_status import normal_status
from snapshot.table_rows import cells, is_delimiter_row

_NAME = r"[*_`]{0,3}(?:(?:adr|decision|current|document)[ _-])?status[*_`]{0,3}"
_NAME_ONLY = re.compile(rf"{_NAME}:?[*_`]{{0,3}}", re.IGNORECASE)
_LABELLED = re.compile(
    rf"[ \t]*(?:[-*+][ \t]+)?{_NAME}[ \t]*:[*_`]{{0,3}}[ \t]*(?P<value>.*)", re.IGNORECASE
)
_ATTRIBUTE = re.compile(r":(?:[a-z]{1,10}[-_])?status:[ \t]*(?P<value>.*)", re.IGNORECASE)
_HEADING = re.compile(
    r" {0,3}(?:(?P<marks>#{1,6})(?:[ \t]+|(?=[A-Z]))|={2,6}[ \t]+)(?P<text>.*?)[ \t]*[#=]*"
)
_NOT_A_NAME = re.compile(r"^[^\w*`|:>]+")
_NUMBERING = re.compile(r"\d{1,2}(?:\.\d{1,2})*[.)]?[ \t]+")
_LIST_TABLE = re.compile(rf"[ \t]*\*[ \t]+-[ \t]+{_NAME}:?[*_`]{{0,3}}[ \t]*", re.IGNORECASE)
_LIST_CELL = re.compile(r"[ \t]+-[ \t]+(?P<value>.*)")
_HTML_ROW = re.compile(
    r"[ \t]*(?:<tr>)?[ \t]*<t[dh][^>]*>\s*status\s*:?\s*</t[dh]>[ \t]*<td[^>]*>(?P<value>.*?)</td>",
    re.IGNORECASE,
)
_LONGEST_UNKNOWN = 60
_MOST_LOOKED_AT = 300
_IS_NO_REMARK = re.compile(r">|\[[^\]]+\]:\s")


@dataclass(frozen=True, slots=True)
class StatusNote:
    """A status as it is written: `raw` is never empty, `line` counts from 1; `more` are the further
    lines of its section ("Superseded by …") with their numbers, without blank ones.
    """

    raw: str
    line: int
    more: tuple[tuple[int, str], ...] = ()

    @property
    def remarks(self) -> tuple[str, ...]:
        return tuple(text for _, text in self.more)


def status_note(lines: Sequence[str], start: int = 0) -> StatusNote | None:
    """The first status in `lines` (code fences and comments blanked out) from the position `start`
    on, None without one.

    A first line that is "Status" and nothing else may be the title: where what follows it is no
    status, a section of that name goes before it.
    """
    speaking = (at for at in range(start, len(lines)) if "status" in lines[at].lower())
    below_title: StatusNote | None = None
    for at in islice(speaking, _MOST_LOOKED_AT):
        section = _in_section(lines, at)
        note = section or next(
            (StatusNote(raw, number) for raw, number in _in_line(lines, at) if _is_status(raw)),
            None,
        )
        status = normal_status(note.raw) if note is not None else None
        if below_title:
            if section and status not in (None, "unknown"):
                return section
        elif status == "unknown" and section and _is_title(lines, start, at, section):
            below_title = section
        elif status:
            return note
    return below_title


def _is_title(lines: Sequence[str], start: int, at: int, section: StatusNote) -> bool:
    """Whether the line at `at`, which heads `section`, is the first of all."""
    return section.line > at + 1 and not any(line.strip() for line in lines[start:at])


def _is_status(raw: str) -> bool:
    """False for a sentence, such as that in a list of what the fields of a table mean."""
    return bool(raw) and (len(raw) <= _LONGEST_UNKNOWN or normal_status(raw) != "unknown")


def _in_section(lines: Sequence[str], at: int) -> StatusNote | None:
    """The status below a heading that says "Status" and nothing else."""
    heading = _HEADING.fullmatch(lines[at])
    text = heading["text"] if heading else lines[at].strip()
    text = _NUMBERING.sub("", _NOT_A_NAME.sub("", text), count=1)
    if heading and (labelled := _LABELLED.fullmatch(text)) and labelled["value"]:
        return StatusNote(labelled["value"], at + 1)
    if not _NAME_ONLY.fullmatch(text):
        return None
    start = at + 1
    if heading is None and start < len(lines) and is_underline(lines[start]):
        start += 1
    is_deep = heading is not None and len(heading["marks"] or "") > 2
    section = list(_section(lines, start))
    for position, (line, text) in enumerate(section):
        status = normal_status(raw := _unwrapped(text))
        if is_deep and status == "unknown":
            return None  # "Status" is a part of what is decided
        if status:
            more = tuple((at + 1, text) for at, text in section[position + 1 :])
            return StatusNote(raw, line + 1, more)
    return None if section else _as_heading(lines, start)


def _as_heading(lines: Sequence[str], start: int) -> StatusNote | None:
    """A status that is a heading of its own, the first thing below "Status"."""
    at = next((n for n in range(start, min(start + 10, len(lines))) if lines[n].strip()), None)
    if at is None:
        return None
    heading = _HEADING.fullmatch(lines[at])
    raw = heading["text"] if heading else lines[at].strip()
    return StatusNote(raw, at + 1) if normal_status(raw) not in (None, "unknown") else None


def _section(lines: Sequence[str], start: int) -> Iterator[tuple[int, str]]:
    """The lines up to the next heading that say something, with their positions.

    A block quote in a status section is a sentence the template left; a link's definition is no
    sentence at all.
    """
    for at in range(start, min(start + 60, len(lines))):
        following = lines[at + 1] if at + 1 < len(lines) else ""
        line = lines[at].strip()
        if _HEADING.fullmatch(lines[at]) or (line and is_underline(following)):
            return
        if line and not _IS_NO_REMARK.match(line) and not is_underline(line):
            yield at, line


def _unwrapped(line: str) -> str:
    """The status in a line of the section, which may repeat the label or be a list item."""
    labelled = _LABELLED.fullmatch(line) or _ATTRIBUTE.fullmatch(line)
    return labelled["value"] if labelled else re.sub(r"^[-*+]\s+", "", line)


def _in_line(lines: Sequence[str], at: int) -> Iterator[tuple[str, int]]:
    """What the line at `at` may say in each of the other notations; texts may be empty."""
    line = lines[at]
    following = lines[at + 1] if at + 1 < len(lines) else ""
    for notation in (_LABELLED, _ATTRIBUTE, _HTML_ROW):
        if match := notation.match(line):
            yield match["value"].strip(), at + 1
    if _LIST_TABLE.fullmatch(line) and (cell := _LIST_CELL.fullmatch(following)):
        yield cell["value"].strip(), at + 2
    if "|" in line:
        yield from _in_table(lines, at)


def _in_table(lines: Sequence[str], at: int) -> Iterator[tuple[str, int]]:
    """`| Status | X |`, or the column below `Status` in a table whose first row holds labels."""
    row = cells(lines[at])
    column = next((n for n, cell in enumerate(row) if _NAME_ONLY.fullmatch(cell)), None)
    if column is None:
        return
    beside = row[column + 1] if column + 1 < len(row) else ""
    if normal_status(beside) not in (None, "unknown"):
        yield beside, at + 1
        return
    below = at + 1
    if below < len(lines) and is_delimiter_row(lines[below]):
        below += 1
    under = cells(lines[below]) if below < len(lines) else []
    if column < len(under) and normal_status(under[column]) not in (None, "unknown"):
        yield under[column], below + 1
    elif column == 0:
        yield beside, at + 1
