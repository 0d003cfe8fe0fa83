"""How many requests an hour the sweep may cost an installation.

Everything is reserved before it is asked for, and settled when it is known what it took. An hour is
one of the machine's clock, so every process means the same.
"""

from __future__ import annotations

import time
from dataclasses import dataclass
from typing import cast

from redis import Redis

from github_app.failures import WorldFailure

_HOUR = 3_600
_FORM = "sweep"


@dataclass(frozen=True, slots=True)
class Reserved:
    """So many requests of an hour's budget, set aside for one turn. `text` travels with it as the
    id of a delivery; `which` tells one such turn from another.
    """

    hour: int
    requests: int
    which: str

    @property
    def text(self) -> str:
        return f"{_FORM}-{self.hour}-{self.requests}-{self.which}"

    @classmethod
    def parse(cls, delivery: str) -> Reserved | None:
        """The inverse of `text`; None for every other id."""
        form, _, rest = delivery.partition("-")
        parts = rest.split("-", 2)
        if form != _FORM or len(parts) != 3 or not (parts[0] + parts[1]).isdecimal():
            return None
        return cls(int(parts[0]), int(parts[1]), parts[2])


class BudgetSpent(WorldFailure):
    """The sweep has to wait until more may be asked for."""

    def __init__(self, seconds: float, left: int) -> None:
        words = f"The sweep's requests of this hour are spent; {left} wait for the next ones"
        super().__init__(seconds, words, named=True)


class SweepBudget:
    """The budget of one installation; `limit` is in requests an hour."""

    def __init__(self, redis: Redis, installation_id: int, limit: int) -> None:
        self._redis = redis
        self._installation_id = installation_id
        self._limit = limit

    def reserve(self, requests: int, which: str) -> Reserved | None:
        """Sets so many requests aside; None when the hour has not as many left."""
        hour = int(time.time()) // _HOUR
        if self._add(hour, requests) <= self._limit:
            return Reserved(hour, requests, which)
        self._add(hour, -requests)
        return None

    def settle(self, reserved: Reserved, requests: int) -> None:
        """Gives back what was set aside, for the `requests` it took."""
        hour = int(time.time()) // _HOUR
        if reserved.hour == hour:
            self._add(hour, requests - reserved.requests)
        else:
            self.note(requests)

    def note(self, requests: int) -> None:
        """Counts requests that nothing was set aside for."""
        if requests:
            self._add(int(time.time()) // _HOUR, requests)

    def left(self) -> int:
        """What may still be set aside within this hour."""
        found = cast("bytes | None", self._redis.get(self._key(int(time.time()) // _HOUR)))
        return max(0, self._limit - int(found or 0))

    def _add(self, hour: int, requests: int) -> int:
        with self._redis.pipeline() as pipe:
            pipe.incrby(self._key(hour), requests)
            pipe.expire(self._key(hour), 2 * _HOUR)
            return int(pipe.execute()[0])

    def _key(self, hour: int) -> str:
        return f"plumbline:sweep-budget:{self._installation_id}:{hour}"


def seconds_to_the_next_hour() -> float:
    """Until everybody has a new budget."""
    return _HOUR - time.time() % _HOUR
