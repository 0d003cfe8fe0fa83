"""Who is in a team: asked once, kept for an hour, dropped when GitHub says that teams changed.

A team that could not be seen is kept for minutes only: what hides it may be mended unannounced.
"""

from __future__ import annotations

import json
import time
from collections.abc import Iterable, Mapping
from typing import Any, cast

from redis import Redis

from github_app.gateway.pull_requests.people_news import PeopleNews

Members = frozenset[str] | None
KEPT_SECONDS = 3_600
UNKNOWN_KEPT_SECONDS = 300


class TeamCache:
    """The teams of one installation. Handles are `organization/slug`, lower case; members are
    logins in lower case, None for a team that is gone, secret or not to be read.
    """

    def __init__(self, redis: Redis, installation_id: int) -> None:
        self._redis = redis
        self._prefix = f"plumbline:teams:{installation_id}:"
        self._news = PeopleNews(redis, installation_id)

    def get(self, handles: Iterable[str]) -> dict[str, Members]:
        """Those of `handles` that are known and fresh."""
        wanted = sorted(set(handles))
        if not wanted:
            return {}
        pipeline = self._redis.pipeline(transaction=False)
        for handle in wanted:
            organization, slug = handle.split("/", 1)
            pipeline.hget(self._prefix + organization, slug)
        found = cast("list[bytes | None]", pipeline.execute())
        changed, now = self._news.last(), time.time()
        entries = (
            (h, json.loads(packed)) for h, packed in zip(wanted, found, strict=True) if packed
        )
        return {
            handle: None if entry["members"] is None else frozenset(entry["members"])
            for handle, entry in entries
            if entry["until"] > now and entry.get("asked", 0.0) > changed
        }

    def put(self, teams: Mapping[str, Members], asked: float) -> None:
        """`asked` is when GitHub was asked, in seconds since the epoch."""
        if not teams:
            return
        pipeline = self._redis.pipeline(transaction=False)
        for handle, members in teams.items():
            organization, slug = handle.split("/", 1)
            pipeline.hset(self._prefix + organization, slug, json.dumps(_entry(members, asked)))
            pipeline.expire(self._prefix + organization, KEPT_SECONDS)
        pipeline.execute()


def _entry(members: Members, asked: float) -> dict[str, Any]:
    seconds = UNKNOWN_KEPT_SECONDS if members is None else KEPT_SECONDS
    listed = None if members is None else sorted(members)
    return {"asked": asked, "until": time.time() + seconds, "members": listed}
