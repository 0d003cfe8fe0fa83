"""Renews the lease of the turn this process attends to, from a thread beside it.

So a lease can be short, and the turn of a process that died is taken up again within seconds.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress

from redis.exceptions import RedisError

from github_app.inbox import Inbox, Turn
from github_app.inbox.measures import RENEW_SECONDS
from github_app.time_limit import TURN_SECONDS

# The alarm ends a turn; where even that cannot, its lease is let go.
LONGEST_SECONDS = TURN_SECONDS + 10


class LeaseKeeper:
    """For one turn at a time. To be made after forking, as it has a thread."""

    def __init__(self, inbox: Inbox, every: float = RENEW_SECONDS) -> None:
        self._inbox = inbox
        self._every = every
        self._kept: tuple[Turn, float] | None = None
        threading.Thread(target=self._renew, name="lease", daemon=True).start()

    @contextmanager
    def keeping(self, turn: Turn) -> Iterator[None]:
        """The lease of `turn` is renewed meanwhile."""
        self._kept = turn, time.monotonic() + LONGEST_SECONDS
        try:
            yield
        finally:
            self._kept = None

    def _renew(self) -> None:
        while True:
            time.sleep(self._every)
            kept = self._kept
            if kept and time.monotonic() < kept[1]:
                # While Redis is away nobody else can take the turn either.
                with suppress(RedisError):
                    self._inbox.renew(kept[0])
