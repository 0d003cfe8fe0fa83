"""The dates that records set: when one asks for another look, and what for."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal

from decisions.log import LogEntry
from decisions.sections import RETIRED
from snapshot.record import Record

DateKind = Literal["revisit", "proposed", "experiment"]


@dataclass(frozen=True, slots=True)
class DateWishes:
    """Which dates one family of records is to be reminded of. `proposed_after_days` is how long a
    proposal may wait, None for any time.
    """

    revisit: bool = False
    proposed_after_days: int | None = None
    experiments: bool = False


@dataclass(frozen=True, slots=True)
class RecordDate:
    """A date of a record that is worth a reminder from `due` on.

    `since` is the date that the record itself sets: the date to revisit it, the day it was
    proposed, the end of an experiment. A reminder is known by it, so that other settings bring no
    second one.
    """

    kind: DateKind
    entry: LogEntry
    since: date
    due: date

    @property
    def record(self) -> Record:
        return self.entry.record


def record_dates(
    entries: Iterable[LogEntry], wishes: Mapping[str, DateWishes], touched: Mapping[str, date]
) -> tuple[RecordDate, ...]:
    """All dates, past and to come, by day and path.

    `wishes` are by the name of the family. `touched` says of proposed records without a date when
    their file changed last; one that is missing there has no date.
    """
    found = [
        each
        for entry in entries
        if entry.record.status not in RETIRED
        for each in _dates_of(entry, wishes.get(entry.family, DateWishes()), touched)
    ]
    return tuple(sorted(found, key=lambda d: (d.due, d.record.path, d.kind)))


def undated_proposals(
    entries: Iterable[LogEntry], wishes: Mapping[str, DateWishes]
) -> tuple[LogEntry, ...]:
    """The proposed records whose age only their file's history tells."""
    return tuple(
        entry
        for entry in entries
        if entry.record.status == "proposed"
        and _day(entry.record) is None
        and wishes.get(entry.family, DateWishes()).proposed_after_days is not None
    )


def _dates_of(
    entry: LogEntry, wishes: DateWishes, touched: Mapping[str, date]
) -> Iterator[RecordDate]:
    record = entry.record
    if wishes.revisit and record.revisit_by and record.revisit_by.date:
        day = record.revisit_by.date
        yield RecordDate("revisit", entry, day, day)
    since = _day(record) or touched.get(record.path)
    if wishes.proposed_after_days is not None and record.status == "proposed" and since:
        yield from _proposal(entry, since, wishes.proposed_after_days)
    experiment = record.experiment
    if wishes.experiments and experiment and experiment.ends and not experiment.outcome:
        end = experiment.ends.date
        if end is not None and end < date.max:
            yield RecordDate("experiment", entry, end, end + timedelta(days=1))


def _proposal(entry: LogEntry, since: date, days: int) -> Iterator[RecordDate]:
    if since <= date.max - timedelta(days=days + 1):
        yield RecordDate("proposed", entry, since, since + timedelta(days=days + 1))


def _day(record: Record) -> date | None:
    return record.date.date if record.date else None
