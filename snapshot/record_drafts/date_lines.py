"""Gives a text another date, wherever it is dated, in the form it has."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from snapshot.decision_record import read_record
from snapshot.document import Document, read_document
from snapshot.record_dating import DATE
from snapshot.record_drafts.day_forms import written_like
from snapshot.record_labels import labels, normal_name

_EMPTY = re.compile(
    r"(?P<label>\s*(?:[-*+]\s+)?[*_]{0,3}(?:decision )?date[*_]{0,3}\s*:[*_]{0,3})\s*",
    re.IGNORECASE,
)
_ISO = re.compile(r"\d{4}-\d\d-\d\d")
_LONGEST = 200
_AROUND = "\"'{} "
"""What stands around a placeholder in front matter, and not around a date."""

_OF_THE_HEADER = frozenset(
    {"status", "date", "metadata", "deciders", "authors", "author", "changelog", "decision date"}
)


def dated_lines(path: str, text: str) -> Iterator[tuple[int, str]]:
    """The positions of the lines that date a record, with the date as it is written."""
    document = read_document(path, text)
    last = _header_end(document)
    for label in labels(document, DATE).values():
        if label.line <= last:
            yield label.line - 1, label.values[0]
    if (note := read_record(path, text).date) and note.line <= last:
        iso = _ISO.search(note.text)
        yield note.line - 1, iso[0] if iso else note.text


def redated(path: str, text: str, day: date, example: str = "") -> str:
    """`text` with `day` for its date, in its own form; in the form of `example` where it has none
    but a placeholder. A label for the date that nothing follows is filled as well.
    """
    lines = text.split("\n")
    for at, value in dated_lines(path, text):
        before, found, after = lines[at].rpartition(value[:_LONGEST])
        if not found:
            continue
        if not after.strip(_AROUND):
            before, after = re.sub(rf"[{_AROUND}]+$", " ", before), ""
        written = written_like(value if re.search(r"\d", value) else example, day)
        lines[at] = before + written + after
    for at, line in enumerate(read_document(path, text).lines):
        if match := _EMPTY.fullmatch(line):
            lines[at] = f"{match['label']} {written_like(example, day)}"
            break
    return "\n".join(lines)


def _header_end(document: Document) -> int:
    """The line of the first heading below the title that begins what the record has to say."""
    for heading in document.headings[1:]:
        if normal_name(heading.text) not in _OF_THE_HEADER:
            return heading.at
    return len(document.lines)
