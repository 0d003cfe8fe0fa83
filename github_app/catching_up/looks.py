"""When each installation is to be looked at next.

Kept in Redis. A Redis that lost everything has no such list: then all installations are looked at
at once, which finds what was lost with it.
"""

from __future__ import annotations

import math
import time
from collections.abc import Collection
from typing import cast

from redis import Redis

LOOK = "a look of the clock"
"""What makes us look then, said where an event's name stands otherwise."""

_LOOKS = "plumbline:looks"
_RUN = "plumbline:looks:run"
_LISTING = b"listing"
_AT_ONCE = 500


class Looks:
    """Times are the machine's, in seconds since the epoch."""

    def __init__(self, redis: Redis) -> None:
        self._redis = redis

    def listing_is_due(self) -> bool:
        """Whether the installations have to be listed, so that new ones are found."""
        due = self._redis.zscore(_LOOKS, _LISTING)
        return due is None or due <= time.time()

    def take_list(self, installations: Collection[int], seconds: float) -> None:
        """New installations are looked at at once, those not listed no more; the next list is due
        in so many `seconds`.
        """
        now, members = time.time(), cast("list[bytes]", self._redis.zrange(_LOOKS, 0, -1))
        gone = {int(member) for member in members if member != _LISTING} - set(installations)
        with self._redis.pipeline() as pipe:
            if gone:
                pipe.zrem(_LOOKS, *map(str, gone))
            if installations:
                pipe.zadd(_LOOKS, {str(one): now for one in installations}, nx=True)
            pipe.zadd(_LOOKS, {_LISTING: now + seconds})
            pipe.execute()

    def list_again(self, seconds: float) -> None:
        self._redis.zadd(_LOOKS, {_LISTING: time.time() + seconds})

    def take_due(self, seconds: float) -> tuple[int, ...]:
        """The installations whose time has come; each comes again in so many `seconds`."""
        now = time.time()
        due = cast(
            "list[bytes]", self._redis.zrangebyscore(_LOOKS, "-inf", now, start=0, num=_AT_ONCE)
        )
        found = [member for member in due if member != _LISTING]
        if found:
            self._redis.zadd(_LOOKS, dict.fromkeys(found, now + seconds), xx=True)
        return tuple(int(member) for member in found)

    def look_sooner(self, installation_id: int, seconds: float) -> None:
        """Something is due there in so many `seconds`; infinite when nothing is."""
        if seconds < math.inf:
            when = time.time() + max(seconds, 1.0)
            self._redis.zadd(_LOOKS, {str(installation_id): when}, xx=True, lt=True)

    def have_missed_a_start(self) -> bool:
        """Whether Redis was started since all was looked at last: it may have lost what was not
        saved yet. Known to whoever asks, as clocks may die together with Redis.
        """
        run = str(self._redis.info("server").get("run_id", "")).encode()
        return self._redis.get(_RUN) != run

    def look_at_all(self) -> None:
        """Something may be lost: everything is to be looked at at once."""
        run = str(self._redis.info("server").get("run_id", ""))
        with self._redis.pipeline() as pipe:
            pipe.delete(_LOOKS)
            pipe.set(_RUN, run)
            pipe.execute()
