"""Who is in a team: asked once, kept for an hour, dropped when GitHub says that teams changed."""

from __future__ import annotations

import json
import time
from collections.abc import Iterable, Mapping
from typing import cast

from redis import Redis

Members = frozenset[str] | None
KEPT_SECONDS = 3_600
MOST_READERS = 500


class TeamCache:
    """The teams of one installation. Handles are `organization/slug`, lower case; members are
    logins in lower case, None for a team that is gone, secret or not to be read.
    """

    def __init__(self, redis: Redis, installation_id: int) -> None:
        self._redis = redis
        self._prefix = f"plumbline:teams:{installation_id}:"

    def get(self, handles: Iterable[str]) -> dict[str, Members]:
        """Those of `handles` that are known and fresh."""
        wanted = sorted(set(handles))
        pipeline = self._redis.pipeline(transaction=False)
        for handle in wanted:
            organization, slug = handle.split("/", 1)
            pipeline.hget(self._prefix + organization, slug)
        found = cast("list[bytes | None]", pipeline.execute() if wanted else [])
        entries = {
            handle: json.loads(packed)
            for handle, packed in zip(wanted, found, strict=True)
            if packed
        }
        return {
            handle: None if entry["members"] is None else frozenset(entry["members"])
            for handle, entry in entries.items()
            if entry["until"] > time.time()
        }

    def put(self, teams: Mapping[str, Members]) -> None:
        if not teams:
            return
        pipeline = self._redis.pipeline(transaction=False)
        for handle, members in teams.items():
            organization, slug = handle.split("/", 1)
            listed = None if members is None else sorted(members)
            entry = {"until": time.time() + KEPT_SECONDS, "members": listed}
            pipeline.hset(self._prefix + organization, slug, json.dumps(entry))
            pipeline.expire(self._prefix + organization, KEPT_SECONDS)
        pipeline.execute()

    def note_reader(self, organizations: Iterable[str], subject_key: str) -> None:
        """Remembers that a verdict about `subject_key` rests on teams of these organisations."""
        pipeline = self._redis.pipeline(transaction=False)
        for organization in organizations:
            place = f"{self._prefix}readers:{organization}"
            pipeline.zadd(place, {subject_key: time.time()})
            pipeline.zremrangebyrank(place, 0, -MOST_READERS - 1)
        pipeline.execute()

    def drop(self, organization: str) -> tuple[str, ...]:
        """Forgets the teams of an organisation, and who relied on them, which it answers."""
        name = organization.casefold()
        pipeline = self._redis.pipeline()
        pipeline.delete(self._prefix + name)
        pipeline.zrange(f"{self._prefix}readers:{name}", 0, -1)
        pipeline.delete(f"{self._prefix}readers:{name}")
        return tuple(key.decode() for key in cast("list[bytes]", pipeline.execute()[1]))
