"""Who is in a team: asked once, believed for an hour, dropped when GitHub says that teams changed.

A team that could not be seen is believed to be so for minutes only: what hides it may be mended
unannounced. Where nobody shall wait for another request, what was seen within a day is good enough.
"""

from __future__ import annotations

import json
import time
from collections.abc import Iterable, Mapping
from typing import Any

from redis import Redis

from github_app.gateway.pull_requests.people.people_news import PeopleNews
from github_app.remembered.legible import legible

Members = frozenset[str] | None
KEPT_SECONDS = 86_400
FRESH_SECONDS = 3_600
UNKNOWN_FRESH_SECONDS = 300


class TeamCache:
    """The teams of one installation. Handles are `organization/slug`, lower case; members are
    logins in lower case, None for a team that is gone, secret or not to be read.
    """

    def __init__(self, redis: Redis, installation_id: int) -> None:
        self._redis = redis
        self._prefix = f"plumbline:teams:{installation_id}:"
        self._news = PeopleNews(redis, installation_id)

    def get(self, handles: Iterable[str], *, fresh: bool = True) -> dict[str, Members]:
        """Those of `handles` that are known, and with `fresh` were asked about a short while ago;
        never from before teams were said to have changed.
        """
        wanted = sorted(set(handles))
        if not wanted:
            return {}
        with self._redis.pipeline(transaction=False) as pipe:
            for handle in wanted:
                organization, slug = handle.split("/", 1)
                pipe.hget(self._prefix + organization, slug)
            found, changed = self._news.last_beside(pipe)
        entries = (
            (handle, legible(packed, lambda row: _read(row, changed, fresh=fresh)))
            for handle, packed in zip(wanted, found, strict=True)
        )
        return {handle: entry[0] for handle, entry in entries if entry}

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
    return {"asked": asked, "members": None if members is None else sorted(members)}


def _read(packed: bytes, changed: float, *, fresh: bool) -> tuple[Members] | None:
    entry: dict[str, Any] = json.loads(packed)
    if not _is_good(entry, changed, fresh=fresh):
        return None
    return (None if entry["members"] is None else frozenset(entry["members"]),)


def _is_good(entry: dict[str, Any], changed: float, *, fresh: bool) -> bool:
    asked = float(entry.get("asked", 0.0))
    believed = UNKNOWN_FRESH_SECONDS if entry["members"] is None else FRESH_SECONDS
    return asked > changed and time.time() - asked < (believed if fresh else KEPT_SECONDS)
