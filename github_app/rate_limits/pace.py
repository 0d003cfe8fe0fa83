"""How fast an installation may be written to, so that GitHub never has to say that it was too fast.

GitHub counts requests that create something within a minute, and what people are told of within an
hour. Changing what stands costs points only (`points`). The windows are those of the `limits`
library, shared by all processes through Redis. A write is counted before it is sent, so that turns
which run side by side cannot outrun a window together.
"""

from __future__ import annotations

import re
import time
from collections.abc import Iterable
from functools import cached_property, lru_cache
from typing import TYPE_CHECKING

from redis import Redis

from github_app.failures import LimitReached, WorldFailure

if TYPE_CHECKING:
    from limits import RateLimitItem
    from limits.strategies import MovingWindowRateLimiter

NOTIFYING = frozenset({"addComment", "addReaction", "createIssue", "createLabel", "requestReviews"})
"""The mutations that make something new which people are told of; check runs are not of these."""

_CREATING = ("add", "create", "request")
_PEOPLES_SHARE = 4
_OPERATION = re.compile(r"^\s*\w+: (\w+)\(", re.MULTILINE)
_LEAST_WAIT_SECONDS = 0.2
MINUTE_SECONDS, HOUR_SECONDS = 60, 3_600
# Requests take unequally long to reach GitHub, which counts when they arrive.
_ON_THE_WAY_SECONDS = 2


class Pace:
    """The writes of each installation: requests that create, and things that notify.

    `writes_per_minute` and `content_per_hour` are for each installation; 0 is no limit.
    """

    def __init__(
        self, redis: Redis, writes_per_minute: int = 80, content_per_hour: int = 500
    ) -> None:
        self._redis = redis
        self._per_minute = writes_per_minute
        self._per_hour = content_per_hour

    def wait_before(self, installation_id: int, *, background: bool = False) -> float:
        """Seconds until a write is possible, 0.0 when it is now; to be asked before anything is
        read in vain. In the background, a quarter of the minute is left to people.
        """
        if not self._per_minute:
            return 0.0
        kept_free = self._per_minute // _PEOPLES_SHARE if background else 0
        return self._wait(self._writes, installation_id, kept_free)

    def wait_before_content(self, installation_id: int, things: int = 1) -> float:
        """Seconds until so many `things` that notify may be made, 0.0 when it is now."""
        if not self._per_hour:
            return 0.0
        return self._wait(self._content, installation_id, min(things, self._per_hour) - 1)

    def note(self, installation_id: int, operations: tuple[str, ...] = ()) -> None:
        """Count one request that writes, made of these `operations` (GraphQL mutations; none stand
        for REST, which is taken to create), before it is sent.

        Raises where there is no room for it, and then it must not be sent: `LimitReached` where the
        installation has to wait as a whole, `WorldFailure` where only what notifies has to.
        """
        key = str(installation_id)
        creates = not operations or any(name.startswith(_CREATING) for name in operations)
        if creates and self._per_minute and not self._windows.hit(self._writes, key):
            wait = max(_LEAST_WAIT_SECONDS, self._wait(self._writes, installation_id, 0))
            raise LimitReached(wait, "As much was written as GitHub allows in a minute", named=True)
        things = min(notifying(operations), self._per_hour)
        if things and not self._windows.hit(self._content, key, cost=things):
            wait = max(_LEAST_WAIT_SECONDS, self.wait_before_content(installation_id, things))
            raise WorldFailure(wait, "As much was said as GitHub allows in an hour", named=True)

    def before_write(self, installation_id: int, document: str) -> None:
        """The gateway's `Gate`: the same for what is about to be sent."""
        self.note(installation_id, operations_of(document))

    def _wait(self, window: RateLimitItem, installation_id: int, kept_free: int) -> float:
        standing = self._windows.get_window_stats(window, str(installation_id))
        if standing.remaining > kept_free:
            return 0.0
        return max(_LEAST_WAIT_SECONDS, standing.reset_time - time.time())

    @cached_property
    def _windows(self) -> MovingWindowRateLimiter:
        # Not every process writes.
        from github_app.rate_limits.pace_windows import moving_windows

        return moving_windows(self._redis, "plumbline:pace")

    @cached_property
    def _writes(self) -> RateLimitItem:
        from limits import RateLimitItemPerSecond

        window = MINUTE_SECONDS + _ON_THE_WAY_SECONDS
        return RateLimitItemPerSecond(self._per_minute, window, namespace="writes")

    @cached_property
    def _content(self) -> RateLimitItem:
        from limits import RateLimitItemPerSecond

        window = HOUR_SECONDS + _ON_THE_WAY_SECONDS
        return RateLimitItemPerSecond(self._per_hour, window, namespace="content")


def notifying(operations: Iterable[str]) -> int:
    """How many of the mutations make something that people are told of."""
    return sum(name in NOTIFYING for name in operations)


@lru_cache(maxsize=256)
def operations_of(document: str) -> tuple[str, ...]:
    """The mutations that a GraphQL document asks for, in order; none for "", which is REST."""
    return tuple(_OPERATION.findall(document))
