"""The points that GitHub counts within a minute for each installation, beside its hourly limits.

A request that reads costs one, one that writes five; REST has a window and GraphQL another. They
are shared by all processes, and counted in twenties, as to tell of each request would cost more
than it is worth.
"""

from __future__ import annotations

import time
from collections import Counter
from functools import cached_property
from typing import TYPE_CHECKING, Literal

from redis import Redis

if TYPE_CHECKING:
    from limits import RateLimitItem
    from limits.strategies import MovingWindowRateLimiter

Api = Literal["rest", "graphql"]
READING, WRITING = 1, 5

# What is left to go is for requests under way, and for what other processes have not told yet.
_PER_MINUTE: dict[Api, int] = {"rest": 800, "graphql": 1_800}
_UNIT = 20


class Points:
    """Not to be shared between threads."""

    def __init__(self, redis: Redis) -> None:
        self._redis = redis
        self._untold: Counter[tuple[int, Api]] = Counter()

    def add(self, installation_id: int, api: Api, points: int) -> float:
        """Counts points that were spent. The seconds for which no more should be, mostly 0.0."""
        key = installation_id, api
        self._untold[key] += points
        units = self._untold[key] // _UNIT
        if not units:
            return 0.0
        if self._windows.hit(self._limit(api), str(installation_id), cost=units):
            self._untold[key] -= units * _UNIT
            return 0.0
        standing = self._windows.get_window_stats(self._limit(api), str(installation_id))
        return max(1.0, standing.reset_time - time.time())

    @cached_property
    def _windows(self) -> MovingWindowRateLimiter:
        from github_app.rate_limits.pace_windows import moving_windows

        return moving_windows(self._redis, "plumbline:points")

    @staticmethod
    def _limit(api: Api) -> RateLimitItem:
        from limits import RateLimitItemPerMinute

        return RateLimitItemPerMinute(_PER_MINUTE[api] // _UNIT, namespace=api)
