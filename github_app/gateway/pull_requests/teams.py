"""Who is in a team: asked once, kept for an hour, dropped when GitHub says that teams changed.

A team that could not be seen is kept for minutes only: what hides it may be mended unannounced.
"""

from __future__ import annotations

import json
import time
from collections.abc import Iterable, Mapping
from dataclasses import astuple, dataclass
from typing import cast

from redis import Redis

Members = frozenset[str] | None
KEPT_SECONDS = 3_600
UNKNOWN_KEPT_SECONDS = 300
READERS_KEPT_SECONDS = 30 * 86_400
MOST_READERS = 500


@dataclass(frozen=True, slots=True)
class TeamReader:
    """Whose verdict rests on a team: a subject's key, and its repository's `owner/name`."""

    subject: str
    repository: str


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
            seconds = UNKNOWN_KEPT_SECONDS if members is None else KEPT_SECONDS
            entry = {"until": time.time() + seconds, "members": listed}
            pipeline.hset(self._prefix + organization, slug, json.dumps(entry))
            pipeline.expire(self._prefix + organization, KEPT_SECONDS)
        pipeline.execute()

    def note_reader(self, organizations: Iterable[str], reader: TeamReader) -> None:
        """Remembers that a verdict rests on teams of these organisations."""
        pipeline = self._redis.pipeline(transaction=False)
        for organization in organizations:
            place = self._readers(organization)
            pipeline.zadd(place, {json.dumps(astuple(reader)): time.time()})
            pipeline.zremrangebyscore(place, 0, time.time() - READERS_KEPT_SECONDS)
            pipeline.zremrangebyrank(place, 0, -MOST_READERS - 1)
            pipeline.expire(place, READERS_KEPT_SECONDS)
        if len(pipeline):
            pipeline.execute()

    def drop(self, organization: str) -> tuple[TeamReader, ...]:
        """Forgets the teams of an organisation; answers whose verdicts may rest on them."""
        self._redis.delete(self._prefix + organization.casefold())
        readers = cast("list[bytes]", self._redis.zrange(self._readers(organization), 0, -1))
        return tuple(TeamReader(*json.loads(reader)) for reader in readers)

    def _readers(self, organization: str) -> str:
        return f"{self._prefix}readers:{organization.casefold()}"
