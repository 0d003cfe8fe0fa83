"""Short ways to write down records, logs and merged pull requests."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, date, datetime

from decisions.log import DecisionLog, LogEntry, MergedPullRequest
from snapshot.decision_record import read_record
from snapshot.facts import RecordFile, Repository
from snapshot.record import DateNote, Record
from snapshot.record_status import Status

SHOP = Repository("acme", "shop", "main", "https://github.com/acme/shop")
COMMIT = "c" * 40


def a_date(text: str, line: int = 3) -> DateNote:
    try:
        return DateNote(text, line, date.fromisoformat(text))
    except ValueError:
        return DateNote(text, line, None)


def an_entry(
    number: int,
    status: Status | None = "accepted",
    *,
    title: str = "Keep it simple",
    folder: str = "docs/adr",
    on: str = "",
    family: str = "adr",
    implemented_by: Sequence[int] = (),
    waived_by: Sequence[int] = (),
    superseded_by: Sequence[str] = (),
    **more: object,
) -> LogEntry:
    path = f"{folder}/{number:04}-keep-it-simple.md"
    record = Record(path, number, title, status, date=a_date(on) if on else None)
    return LogEntry(
        replace(record, **more),  # type: ignore[arg-type]
        family,
        superseded_by=tuple(superseded_by),
        implemented_by=tuple(implemented_by),
        waived_by=tuple(waived_by),
    )


def a_log(*entries: LogEntry, repository: Repository = SHOP, commit: str = COMMIT) -> DecisionLog:
    return DecisionLog(repository, "main", commit, tuple(entries), ("docs/adr",))


def a_record_file(path: str, text: str) -> RecordFile:
    return RecordFile(path, "f" * 40, read_record(path, text))


def merged(
    number: int, *texts: str, branch: str = "", paths: Sequence[str] = ()
) -> MergedPullRequest:
    moment = datetime(2026, 11, 1, tzinfo=UTC)
    return MergedPullRequest(number, moment, texts, branch, tuple(paths))
