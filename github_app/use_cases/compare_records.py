"""Compares a pull request with the others that touch records, and wakes those it concerns.

The own row is written before the others' are read: of two that are judged at the same moment at
least one then sees the other, and wakes it. Only a row that says something new wakes anybody: what
the others were told of is noted once they are marked, so that nobody dies in between unheard.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

import structlog

from github_app.desk import Desk
from github_app.gateway.pull_requests.pull_request import Reading
from github_app.gateway.pull_requests.records.open_records import read_open_records
from github_app.gateway.pull_requests.sources import Sources
from github_app.inbox import Turn
from github_app.remembered.record_neighbours import concerned
from github_app.remembered.record_table import NEWS, RecordTable, Table
from github_app.subjects import Prompt, Subject
from snapshot.record_changes import record_work
from snapshot.record_work import RecordWork

log = structlog.stdlib.get_logger(__name__)

_TOO_MANY = (
    "More than 100 pull requests are open. Records are compared with those of the 100 that changed "
    "last, and of those that were judged within the last days."
)


def with_others(turn: Turn, desk: Desk, sources: Sources, reading: Reading) -> Reading:
    """The reading with what other open pull requests do to records, where this one touches some or
    is asked for a new one. No request but for one an hour, which lists the open pull requests.
    """
    if not reading.reads_records:
        return reading
    table = RecordTable(desk.redis, turn.subject.repository_id)
    row = record_work(reading.snapshot)
    touches = bool(row.added or row.edited)
    before = table.put(row) if touches else table.remove(row.number)
    is_asked = reading.standing.is_asked("adr")
    if not (touches or before or is_asked):
        return reading
    seen, now = table.read(), row if touches else None
    wake(turn, desk, concerned(seen.rows.values(), before, now))
    if before != now:
        table.told(row.number, now)
    if not (touches or is_asked):
        return reading
    if seen.listed is None:
        _list(turn, desk, sources, reading, seen)
    return _with_rows(reading, table.read())


def forget_row(turn: Turn, desk: Desk, number: int) -> None:
    """Takes out the row of a pull request that is no longer open."""
    table = RecordTable(desk.redis, turn.subject.repository_id)
    before = table.remove(number)
    if before:
        wake(turn, desk, concerned(table.read().rows.values(), before, None))
        table.told(number, None)


def wake(turn: Turn, desk: Desk, rows: Iterable[RecordWork]) -> None:
    """Marks the pull requests of these rows, to be judged again."""
    for row in rows:
        subject = Subject(
            "pull_request",
            turn.subject.installation_id,
            turn.subject.repository_id,
            str(row.number),
        )
        # Without the delivery's id: who was judged because of it may have to be judged again.
        prompt = Prompt(
            NEWS, turn.prompt.repository, base_name=row.base_name, head_oid=row.head_oid
        )
        desk.inbox.mark(subject, prompt)
        log.info("Another pull request marked", pull_request=row.number, why=NEWS)


def _list(turn: Turn, desk: Desk, sources: Sources, reading: Reading, seen: Table) -> None:
    """Makes the table whole. Raises `WorldFailure`: without the others two records could both be
    called sound that cannot both be merged.
    """
    own = reading.snapshot.pull_request.number
    found = read_open_records(sources.github, reading.snapshot.families, seen.rows)
    rows = {row.number: row for row in found.rows if row.number != own}
    gone = [n for n in seen.rows if found.is_all and n not in found.open and n != own]
    table = RecordTable(desk.redis, turn.subject.repository_id)
    table.take_list(rows.values(), gone, all_of_them=found.is_all)
    for number in gone:
        wake(turn, desk, concerned(rows.values(), seen.rows[number], None))
    unread = (rows.get(n) or RecordWork(n, "", "") for n in found.unread if n != own)
    wake(turn, desk, unread)


def _with_rows(reading: Reading, table: Table) -> Reading:
    snapshot = reading.snapshot
    own = snapshot.pull_request.number
    others = tuple(table.rows[n] for n in sorted(table.rows) if n != own)
    unread = () if table.listed and table.listed.all else (_TOO_MANY,)
    snapshot = replace(snapshot, others=others, unreadable=(*snapshot.unreadable, *unread))
    return replace(reading, snapshot=snapshot)
