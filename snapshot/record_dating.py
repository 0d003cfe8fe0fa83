"""Which dates a record sets: when it was decided, and when to look at it again."""

from __future__ import annotations

from collections.abc import Sequence

from snapshot.document import Document
from snapshot.record import DateNote
from snapshot.record_dates import parse_date
from snapshot.record_labels import Label
from snapshot.record_names import record_name
from snapshot.record_status import plain
from snapshot.status_notations import StatusNote

DATE = (
    *("date", "decision date", "date of decision", "date decided", "decided", "decided on"),
    *("date accepted", "accepted on", "accepted", "date adopted", "date approved", "approved"),
    *("created", "date created", "creation date", "created on", "created at", "start date"),
    *("last updated", "last modified", "updated", "date updated"),
)
"""The labels that date a record, the one that dates the decision first."""

REVISIT = (
    *("revisit by", "revisit", "revisit on", "review by", "review on", "review date"),
    *("next review", "next review date", "revisit date", "expires", "expires on"),
)

_FIRST_LINES = 12
_LONGEST_DATE = 20


def dated(
    document: Document, known: dict[str, Label], notes: Sequence[StatusNote]
) -> DateNote | None:
    """The date by its own label, else one that stands alone below the title, else the one in the
    status, else the one in the file name.
    """
    note = date_in(known, DATE)
    if note and note.date:
        return note
    if alone := _date_alone(document):
        return alone
    if note:
        return note
    for status in notes:
        if found := parse_date(status.raw):
            return DateNote(plain(status.raw), status.line, found)
    if written := record_name(document.path).date:
        return DateNote(written, 1, parse_date(written))
    return None


def _date_alone(document: Document) -> DateNote | None:
    """A line of the first few that is a date and nothing else."""
    end = min(document.front.end + _FIRST_LINES, len(document.lines))
    for at in range(document.front.end, end):
        text = plain(document.lines[at]).strip(" ()_")
        if 8 <= len(text) <= _LONGEST_DATE and text[-1].isdigit() and (found := parse_date(text)):
            return DateNote(text, at + 1, found)
    return None


def date_in(known: dict[str, Label], names: Sequence[str]) -> DateNote | None:
    """The first of `names` that can be read as a date, else the first of them if it is there."""
    notes = [date_note(known[name]) for name in names if name in known]
    first = date_note(known[names[0]]) if names[0] in known else None
    return next((note for note in notes if note.date), first)


def date_note(label: Label) -> DateNote:
    """The first value of `label` as a date."""
    text = plain(label.values[0])
    return DateNote(text, label.line, parse_date(text))
