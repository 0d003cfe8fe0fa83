"""Which open pull requests name which issues for the debt they take, so that news of an issue find
those whose verdict rests on it. What is forgotten is noticed when they are judged the next time.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import cast

from redis import Redis

from github_app.remembered.legible import legible

THE_BUDGET = 0
"""What those name whose verdict rests on how much debt is open: no issue has this number."""

MOST_PULLS = 20
"""That one event about an issue has judged again; the others are noticed later."""
_REMEMBERED_SECONDS = 60 * 86_400


class NamingPulls:
    """The pull requests of one repository; each verb is one round trip to Redis."""

    def __init__(self, redis: Redis, repository_id: int) -> None:
        self._redis = redis
        self._key = f"plumbline:naming:{repository_id}"

    def keep(self, number: int, issues: Sequence[int]) -> None:
        """From now on pull request `number` names exactly `issues`; none ends it."""
        with self._redis.pipeline(transaction=False) as pipe:
            if issues:
                pipe.hset(self._key, str(number), json.dumps(list(issues)))
                pipe.expire(self._key, _REMEMBERED_SECONDS)
            else:
                pipe.hdel(self._key, str(number))
            pipe.execute()

    def of(self, issue: int) -> tuple[int, ...]:
        """The numbers of those that name `issue`, the newest first."""
        return self.all_of(issue)[:MOST_PULLS]

    def all_of(self, issue: int) -> tuple[int, ...]:
        """The same, however many there are."""
        kept = cast("dict[bytes, bytes]", self._redis.hgetall(self._key))
        found = (int(number) for number, issues in kept.items() if issue in _numbers(issues))
        return tuple(sorted(found, reverse=True))


def _numbers(written: bytes) -> frozenset[int]:
    return legible(written, lambda text: frozenset(map(int, json.loads(text)))) or frozenset()
