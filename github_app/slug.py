"""The App's slug, which names its own account: learned by the clock, kept in Redis."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

from redis import Redis

from github_app.gateway.refusals import brief_failure

if TYPE_CHECKING:
    # The front door reads the slug and has no other use for a client of GitHub, the largest import.
    from github_app.gateway.app import GitHubApp

_KEY = "plumbline:app:slug"
_CACHED_SECONDS = 60.0


def keep_slug(redis: Redis, slug: str) -> None:
    redis.set(_KEY, slug)


def bot_login(redis: Redis, github: GitHubApp) -> str:
    """The login of the App's own account; one request where the slug is not known yet.

    Raises `WorldFailure` where GitHub does not say it.
    """
    slug = Slug(redis).known()
    if not slug:
        slug = str(github.as_app().rest("GET", "/app").fields.get("slug") or "")
        if not slug:
            raise brief_failure("GitHub did not say what the App is called")
        keep_slug(redis, slug)
    return f"{slug}[bot]"


class Slug:
    """Reads the slug, at most once a minute; each thread may look at the same moment."""

    def __init__(self, redis: Redis) -> None:
        self._redis = redis
        self._slug = ""
        self._read_at = float("-inf")

    def known(self) -> str:
        """The slug, "" until the clock has learned it."""
        if time.monotonic() - self._read_at > (_CACHED_SECONDS if self._slug else 1.0):
            value = self._redis.get(_KEY)
            self._slug = value.decode(errors="replace") if isinstance(value, bytes) else ""
            self._read_at = time.monotonic()
        return self._slug
