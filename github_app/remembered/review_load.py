"""For whom the open pull requests of an installation wait: one row each, in Redis.

Each evaluation writes the row of its pull request, so that nobody has to be asked how much waits
for whom. The table may vanish at any moment; it fills again as pull requests are judged, and until
then tells less than there is.
"""

from __future__ import annotations

import json
import time
from collections.abc import Iterable, Mapping
from typing import cast

from redis import Redis

from github_app.remembered.legible import legible

# A row that nobody wrote for so long is of a pull request that is abandoned, or closed unnoticed.
_KEPT_SECONDS = 30 * 86_400


class ReviewLoad:
    """The table of one installation. Logins are in lower case."""

    def __init__(self, redis: Redis, installation_id: int) -> None:
        self._redis = redis
        self._prefix = f"plumbline:waiting:{installation_id}:"
        self._rows = f"{self._prefix}rows"

    def put(self, repository_id: int, number: int, waiting: Iterable[str]) -> None:
        """An open pull request waits for these people's reviews, and for nobody else's."""
        row, people, now = _row(repository_id, number), sorted(set(waiting)), time.time()
        before = self._people(row)
        with self._redis.pipeline() as pipe:
            for login in set(before) - set(people):
                pipe.zrem(self._place(login), row)
            for login in people:
                pipe.zadd(self._place(login), {row: now})
                pipe.expire(self._place(login), _KEPT_SECONDS)
            pipe.hset(self._rows, row, json.dumps(people))
            pipe.expire(self._rows, _KEPT_SECONDS)
            pipe.execute()

    def remove(self, repository_id: int, number: int) -> None:
        """The pull request is no longer open."""
        row = _row(repository_id, number)
        before = self._people(row)
        with self._redis.pipeline() as pipe:
            for login in before:
                pipe.zrem(self._place(login), row)
            pipe.hdel(self._rows, row)
            pipe.execute()

    def of(self, logins: Iterable[str]) -> Mapping[str, int]:
        """How many open pull requests wait for each; empty when nothing is known at all."""
        wanted, since = tuple(logins), time.time() - _KEPT_SECONDS
        with self._redis.pipeline(transaction=False) as pipe:
            pipe.exists(self._rows)
            for login in wanted:
                pipe.zcount(self._place(login), since, "+inf")
            known, *counts = cast("list[int]", pipe.execute())
        return dict(zip(wanted, counts, strict=True)) if known else {}

    def _people(self, row: str) -> tuple[str, ...]:
        found = cast("bytes | None", self._redis.hget(self._rows, row))
        return legible(found, lambda people: tuple(map(str, json.loads(people)))) or ()

    def _place(self, login: str) -> str:
        return f"{self._prefix}for:{login}"


def _row(repository_id: int, number: int) -> str:
    return f"{repository_id}:{number}"
