"""The inbox as the running program uses it: with RQ as its doorbell."""

from __future__ import annotations

from redis import Redis

from github_app.doorbell import Doorbell
from github_app.inbox.inbox import LEASE_SECONDS, Inbox

# RQ interrupts a turn this long before its lease ends, so that it is deferred and not overtaken.
_MARGIN_SECONDS = 5.0


def open_inbox(redis: Redis) -> Inbox:
    return Inbox(redis, Doorbell(redis, LEASE_SECONDS - _MARGIN_SECONDS))
