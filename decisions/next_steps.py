"""Three ways on from a date that has come, each as the very edit that takes it."""

from __future__ import annotations

from datetime import date, timedelta

from checks.engine.words import code
from decisions.dates import RecordDate
from snapshot.record import DateNote, Record

_A_YEAR = timedelta(days=365)
_A_MONTH = timedelta(days=30)
_SUCCESSOR = "Superseded by [the new record](its-file-name.md)"


def next_steps(due: RecordDate, today: date) -> tuple[str, str, str]:
    """Sentences of Markdown; the last one gives the matter up."""
    record = due.record
    if due.kind == "revisit":
        return (
            f"**It still holds.** {_later(record.revisit_by, today + _A_YEAR)}",
            f"**Something else holds now.** Write that down in a record of its own, and "
            f"{_status(record, _SUCCESSOR)}",
            f"**It is given up.** {_capital(_status(record, 'Deprecated'))}",
        )
    if due.kind == "proposed":
        return (
            f"**It is accepted.** {_capital(_status(record, 'Accepted'))}",
            f"**It takes more time.** {_dated(record, today)}",
            f"**It is not wanted.** {_capital(_status(record, 'Rejected'))}",
        )
    ends = record.experiment.ends if record.experiment else None
    return (
        "**It is over.** Add a section `## Outcome` that says what the metric came to, and "
        f"{_status(record, 'Accepted')}",
        f"**It goes on.** {_later(ends, today + _A_MONTH)}",
        f"**It is given up.** Say why below `## Outcome`, and {_status(record, 'Rejected')}",
    )


def _status(record: Record, word: str) -> str:
    """The edit that gives the record this status; it begins in lower case."""
    if record.status_line is None:
        return f"add a section `## Status` with {code(word)}."
    return (
        f"in line {record.status_line} put {code(word)} in place of {code(record.status_raw, 60)}."
    )


def _later(note: DateNote | None, day: date) -> str:
    if note is None:
        return f"Write down {code(str(day))} or another later date."
    later = f"put a later date, {code(str(day))} say, in place of {code(note.text, 60)}."
    return f"In line {note.line} {later}"


def _dated(record: Record, today: date) -> str:
    counts = "the waiting time counts from there."
    if record.date is None:
        return f"Change the record, or give it a date ({code(f'Date: {today}')}): {counts}"
    here = f"In line {record.date.line} put {code(str(today))} in place of"
    return f"{here} {code(record.date.text, 60)}: {counts}"


def _capital(sentence: str) -> str:
    return sentence[:1].upper() + sentence[1:]
