"""What the open pull requests of a repository do to records: one row each, in Redis.

Each evaluation writes its row. The table is whole once GitHub was asked for all open pull requests,
and is taken for that for an hour. It may vanish at any moment and is then asked for anew.
"""

from __future__ import annotations

import json
import time
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import cast

from pydantic import TypeAdapter, ValidationError
from redis import Redis

from github_app.remembered.legible import legible
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


def _row(packed: bytes | None) -> RecordWork | None:
    try:
        return _ROW.validate_json(packed) if packed else None
    except ValidationError:
        return None


def _listed(packed: bytes | None) -> Listed | None:
    listed = legible(packed, lambda row: Listed(**json.loads(row)))
    return listed if listed and time.time() - listed.at < WHOLE_SECONDS else None
