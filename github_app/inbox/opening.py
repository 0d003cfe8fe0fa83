"""The inbox as the running program uses it: with RQ as its doorbell."""

from __future__ import annotations

from redis import Redis

from github_app.doorbell import Doorbell
from github_app.inbox.inbox import Inbox


def open_inbox(redis: Redis) -> Inbox:
    return Inbox(redis, Doorbell(redis))
