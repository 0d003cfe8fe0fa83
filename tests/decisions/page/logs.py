"""Decision logs to show."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, date, datetime, timedelta
from typing import Any

from decisions.log import DecisionLog, LogEntry
from snapshot.facts import Repository
from snapshot.record import DateNote, Record
from snapshot.record_status import Status

NOW = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
HOME = "https://github.example/acme/shop"
STATUSES: tuple[Status | None, ...] = (
    *("accepted", "accepted", "accepted", "proposed", "superseded"),
    *("rejected", "deprecated", "unknown", None),
)


def entry(
    number: int,
    title: str = "",
    status: Status | None = "accepted",
    day: date | str | None = None,
    *,
    folder: str = "docs/adr",
    raw: str = "",
    about: dict[str, Any] | None = None,
    **more: Any,
) -> LogEntry:
    """Record `number`; a `day` that is text cannot be read; `about` goes into the record."""
    note = day if day is None else DateNote(str(day), 3, day if isinstance(day, date) else None)
    record = Record(
        f"{folder}/{number:04}-decision.md",
        number,
        title or f"Decision {number}",
        status,
        raw or (status or ""),
        date=note,
        **(about or {}),
    )
    return LogEntry(record, "adr", **more)


def log(entries: Iterable[LogEntry], *, url: str = HOME, **more: Any) -> DecisionLog:
    repository = Repository("acme", "shop", "main", url)
    return DecisionLog(repository, "main", "c0ffee" + "0" * 34, tuple(entries), **more)


def large(count: int) -> DecisionLog:
    """So many decisions of eight years, of all statuses, in two folders."""
    return log(
        entry(
            number,
            status=STATUSES[number % len(STATUSES)],
            day=date(2018, 1, 5) + timedelta(days=number * 3000 // count),
            folder=("docs/adr", "services/billing/adr")[number % 2],
            implemented_by=tuple(range(number, number + number % 9)),
        )
        for number in range(1, count + 1)
    )
