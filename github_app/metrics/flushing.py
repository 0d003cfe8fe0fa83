"""Hands a tally over to Redis soon after something was counted, and never more often."""

from __future__ import annotations

import threading

from redis import Redis

from github_app.metrics.tally import Tally

FLUSH_SECONDS = 1.0


def soon_flushed(redis: Redis, seconds: float = FLUSH_SECONDS) -> Tally:
    """A tally that is flushed from a thread of its own, `seconds` after it is empty no more.

    The thread exists only for that time, so this may be called before a fork.
    """

    def later() -> None:
        timer = threading.Timer(seconds, tally.flush, (redis,))
        timer.daemon = True
        timer.start()

    tally = Tally(later)
    return tally
