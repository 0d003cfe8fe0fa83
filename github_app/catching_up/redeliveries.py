"""Failed deliveries that GitHub is asked to send again: which, how often and when.

Kept in Redis for as long as the inbox remembers what was answered. All times are the machine's, in
seconds since the epoch.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import astuple, dataclass
from typing import cast

from redis import Redis

from github_app.inbox.measures import REMEMBERED_SECONDS
from github_app.remembered.legible import all_legible

MOST_TIMES = 3
# From asking once to asking again, should that attempt have failed as well.
_GAPS = (0.0, 30.0, 600.0)
_FAILED = "plumbline:redeliveries"
_READ_UNTIL = "plumbline:redeliveries:read-until"
_READ_ENOUGH = "plumbline:redeliveries:read-enough"


@dataclass(frozen=True, slots=True)
class Failed:
    """`attempt_id` is the latest attempt that failed. `times`: how often GitHub was asked, last
    `asked_at`. `is_open`: nobody asked since that attempt.
    """

    guid: str
    attempt_id: int
    found_at: float
    times: int = 0
    asked_at: float = 0.0
    is_open: bool = True

    def is_due(self, now: float, *, at_once: bool) -> bool:
        """Whether to ask now; `at_once` passes over the gaps."""
        if not self.is_open or self.times >= MOST_TIMES:
            return False
        return at_once or now >= self.asked_at + _GAPS[self.times]


class Redeliveries:
    """All that is known of failed deliveries."""

    def __init__(self, redis: Redis) -> None:
        self._redis = redis

    def read_until(self) -> float:
        """Up to where GitHub's record was read before, by GitHub's time; 0.0 when it never was."""
        return float(cast("bytes | None", self._redis.get(_READ_UNTIL)) or 0)

    def note_read(self, until: float) -> None:
        self._redis.set(_READ_UNTIL, until, ex=REMEMBERED_SECONDS)

    def seconds_since_read(self) -> float | None:
        """How long ago that was done, None when it was not for days: the note fades by itself."""
        left = self._redis.ttl(_READ_UNTIL)
        return float(REMEMBERED_SECONDS - left) if left >= 0 else None

    def spare(self, seconds: float) -> None:
        """For so long the whole record is not to be read again."""
        self._redis.set(_READ_ENOUGH, 1, px=max(int(seconds * 1000), 1))

    def is_spared(self) -> bool:
        return bool(self._redis.exists(_READ_ENOUGH))

    def all(self) -> dict[str, Failed]:
        """By guid."""
        found = cast("dict[bytes, bytes]", self._redis.hgetall(_FAILED))
        return {it.guid: it for it in all_legible(found.items(), _unpacked)}

    def keep(self, failed: Mapping[str, Failed]) -> None:
        if failed:
            self._redis.hset(_FAILED, mapping={guid: _packed(it) for guid, it in failed.items()})
            self._redis.expire(_FAILED, REMEMBERED_SECONDS)

    def forget(self, guids: Iterable[str]) -> None:
        if gone := list(guids):
            self._redis.hdel(_FAILED, *gone)

    def claim(self, failed: Failed) -> bool:
        """Whether nobody else asks for it this time, as another clock may."""
        return bool(self._redis.set(_claim(failed), 1, nx=True, ex=REMEMBERED_SECONDS))

    def let_go(self, failed: Failed) -> None:
        """Asking came to nothing, so somebody has to do it later."""
        self._redis.delete(_claim(failed))


def _claim(failed: Failed) -> str:
    return f"{_FAILED}:{failed.guid}:{failed.attempt_id}"


def _unpacked(row: tuple[bytes, bytes]) -> Failed:
    guid, packed = row
    return Failed(guid.decode(), *json.loads(packed))


def _packed(failed: Failed) -> str:
    """Without the guid, which is the name of the field."""
    return json.dumps(astuple(failed)[1:])
