"""What the open pull requests of a repository do to records: one row each, in Redis.

Each evaluation writes its row. The table is whole once GitHub was asked for all open pull requests,
and is taken for that for an hour. It may vanish at any moment and is then asked for anew.
"""

from __future__ import annotations

import json
import time
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import cast

from pydantic import TypeAdapter, ValidationError
from redis import Redis

from checks.parts.decision_records.numbers import Clash, first_clashes, sequence_of
from github_app.legible import legible
from snapshot.record_names import number_in
from snapshot.record_work import RecordWork

NEWS = "a change of records in another pull request"
"""What makes a pull request be judged again, said where an event's name stands otherwise."""
WHOLE_SECONDS = 3_600
_KEPT_SECONDS = 30 * 86_400
_LISTED = b"listed"
_ROW = TypeAdapter(RecordWork)


@dataclass(frozen=True, slots=True)
class Listed:
    """When GitHub listed the open pull requests (seconds since the epoch), and whether that was all
    of them.
    """

    at: float
    all: bool


@dataclass(frozen=True, slots=True)
class Table:
    """`rows` by number of the pull request; `listed` is None when the table is not known to be
    whole, or was so too long ago.
    """

    rows: Mapping[int, RecordWork]
    listed: Listed | None = None


class RecordTable:
    """The table of one repository."""

    def __init__(self, redis: Redis, repository_id: int) -> None:
        self._redis = redis
        self._key = f"plumbline:records:{repository_id}"
        self._told_key = f"{self._key}:told"

    def read(self) -> Table:
        found = cast("dict[bytes, bytes]", self._redis.hgetall(self._key))
        listed = _listed(found.pop(_LISTED, None))
        rows = {int(number): _row(packed) for number, packed in found.items()}
        return Table({n: row for n, row in rows.items() if row is not None}, listed)

    def put(self, row: RecordWork) -> RecordWork | None:
        """Writes a row and answers what the others were told of before; to be followed by `told`
        once they were told of this.
        """
        with self._redis.pipeline() as pipe:
            pipe.hget(self._key, str(row.number))
            pipe.hget(self._told_key, str(row.number))
            pipe.hset(self._key, str(row.number), _ROW.dump_json(row))
            pipe.expire(self._key, _KEPT_SECONDS)
            stood, told, *_ = pipe.execute()
        # One that comes back after it was taken out is news, whatever was told of it once.
        return _row(told) if stood else None

    def remove(self, number: int) -> RecordWork | None:
        """Takes a row out and answers what the others were told of; None when that is nothing."""
        with self._redis.pipeline() as pipe:
            pipe.hget(self._key, str(number))
            pipe.hget(self._told_key, str(number))
            pipe.hdel(self._key, str(number))
            stood, told, _ = pipe.execute()
        return _row(told or stood)

    def told(self, number: int, row: RecordWork | None) -> None:
        """The others know of `row` now, or that there is none any more. Whoever is killed before
        this tells them again.
        """
        with self._redis.pipeline() as pipe:
            if row is None:
                pipe.hdel(self._told_key, str(number))
            else:
                pipe.hset(self._told_key, str(number), _ROW.dump_json(row))
                pipe.expire(self._told_key, _KEPT_SECONDS)
            pipe.execute()

    def take_list(
        self, rows: Iterable[RecordWork], gone: Iterable[int], *, all_of_them: bool
    ) -> None:
        """Writes the rows that a list of the open pull requests led to, takes out those that are
        `gone`, and remembers that GitHub was asked.
        """
        listed = json.dumps({"at": time.time(), "all": all_of_them})
        with self._redis.pipeline() as pipe:
            for number in gone:
                pipe.hdel(self._key, str(number))
            for row in rows:
                pipe.hset(self._key, str(row.number), _ROW.dump_json(row))
                pipe.hsetnx(self._told_key, str(row.number), _ROW.dump_json(row))
            pipe.expire(self._told_key, _KEPT_SECONDS)
            pipe.hset(self._key, _LISTED.decode(), listed)
            pipe.expire(self._key, _KEPT_SECONDS)
            pipe.execute()


def concerned(
    rows: Iterable[RecordWork], before: RecordWork | None, after: RecordWork | None
) -> tuple[RecordWork, ...]:
    """The rows, sorted by number, that have something in common with a pull request's row as it was
    or as it became, or that are to take another number because of it; none when it says the same as
    before.
    """
    rows = tuple(rows)
    if _deeds(before) == _deeds(after):
        return ()
    changed = [(row.base_name, _places(row)) for row in (before, after) if row is not None]
    own = {row.number for row in (before, after) if row is not None}
    found = {
        row.number: row
        for row in rows
        for base_name, places in changed
        if row.number not in own
        and row.base_name == base_name
        and not places.isdisjoint(_places(row))
    }
    others = [row for row in rows if row.number not in own]
    found |= {row.number: row for row in _renumbered(others, before, after)}
    return tuple(found[number] for number in sorted(found))


def _renumbered(
    rows: Iterable[RecordWork], before: RecordWork | None, after: RecordWork | None
) -> Iterator[RecordWork]:
    """Those who must take a free number, where another one is free now."""
    rows = tuple(rows)
    offered, offered_now = (_offers((*rows, own) if own else rows) for own in (before, after))
    return (row for row in rows if offered.get(row.number) != offered_now.get(row.number))


def _offers(rows: Iterable[RecordWork]) -> Mapping[int, frozenset[Clash]]:
    """The clashes of each row with the others; those with the base are not known here."""
    found: dict[int, frozenset[Clash]] = {}
    for base_name in {row.base_name for row in rows}:
        works = sorted((row.number, row.added) for row in rows if row.base_name == base_name)
        for (number, _), clash in first_clashes((), works).items():
            found[number] = found.get(number, frozenset()) | {clash}
    return found


def _deeds(row: RecordWork | None) -> object:
    """All of a row that others are told about; None when that is nothing."""
    if row is None or not (row.added or row.edited):
        return None
    return row.base_name, row.added, row.edited, row.restated, row.superseded


def _places(row: RecordWork) -> frozenset[object]:
    """What two pull requests can collide at: paths, and numbers where these count."""
    paths = (*row.added, *row.edited, *row.restated, *row.superseded)
    numbers = ((sequence_of(path), number_in(path)) for path in row.added if sequence_of(path))
    return frozenset((*paths, *numbers))


def _row(packed: bytes | None) -> RecordWork | None:
    try:
        return _ROW.validate_json(packed) if packed else None
    except ValidationError:
        return None


def _listed(packed: bytes | None) -> Listed | None:
    listed = legible(packed, lambda row: Listed(**json.loads(row)))
    return listed if listed and time.time() - listed.at < WHOLE_SECONDS else None
