"""A short claim in Redis, so that two workers do not both find nothing and then both create it.

What was created is found again by looking at GitHub; the claim only covers the moment between
looking and creating. Redis may be wiped at any time: then the claim is lost, which is noticed
before anything is written.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager, suppress

from redis import Redis
from redis.exceptions import LockError
from redis.lock import Lock

from github_app.failures import TooEarly, WorldFailure

CLAIM_SECONDS = 60.0
# How long what was surely written may take to show in what GitHub answers.
SHOWS_WITHIN_SECONDS = 5.0


class SoleClaim:
    """The right to create something; held for a minute, counted anew from each `confirm`."""

    def __init__(self, lock: Lock) -> None:
        self._lock = lock
        self.wrote = False

    def confirm(self) -> None:
        """To be called right before a write; raises `WorldFailure` when the claim was lost."""
        try:
            self._lock.reacquire()
        except LockError:
            raise WorldFailure(CLAIM_SECONDS, "the claim was lost before writing") from None
        self.wrote = True

    def succeeded(self) -> None:
        """To be called when GitHub has said that the write was carried out."""
        with suppress(LockError):
            self._lock.extend(SHOWS_WITHIN_SECONDS, replace_ttl=True)


@contextmanager
def sole_claim(redis: Redis, what: str) -> Iterator[SoleClaim]:
    """Claims `what`; raises `WorldFailure` until it is free when somebody else holds it.

    After a write the claim is left to expire: nobody should look before the write had time to show,
    and when its outcome is unknown, that may take a while.
    """
    name = f"plumbline:claim:{what}"
    lock = redis.lock(name, timeout=CLAIM_SECONDS, blocking=False)
    if not lock.acquire():
        left = max(redis.pttl(name), 0) / 1000
        raise TooEarly(left + 1, f"somebody else is at {what}")
    claim = SoleClaim(lock)
    try:
        yield claim
    finally:
        if not claim.wrote:
            with suppress(LockError):
                lock.release()
