"""What is known of people: what they may do in a repository, and whether they are busy.

Asked beside something else, kept in Redis. Permissions are dropped when GitHub says that access
changed; that somebody is busy is announced by nothing, so that it is asked again soon.
"""

from __future__ import annotations

import json
import time
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, cast

from redis import Redis

from github_app.gateway.pull_requests.people.people_news import PeopleNews
from github_app.remembered.legible import all_legible, legible
from snapshot.people import Colleague, Permission

PERMISSION_KEPT_SECONDS = 86_400
UNKNOWN_KEPT_SECONDS = 600
STATUS_KEPT_SECONDS = 1_800
_WANTED_SECONDS = 7 * 86_400
MOST_WANTED = 300


@dataclass(frozen=True, slots=True)
class Acquaintance:
    """What is known of one account. `permission_at` and `status_at` say when GitHub was asked
    (seconds since the epoch), 0 when it was not. `permission` is None when it could not be read.
    `busy_until` matters with `is_busy` only, and is None where that has no end.
    """

    permission: Permission | None = None
    permission_at: float = 0.0
    is_busy: bool = False
    busy_until: datetime | None = None
    status_at: float = 0.0

    @property
    def is_fresh(self) -> bool:
        """Whether there is no reason to ask again."""
        kept = PERMISSION_KEPT_SECONDS if self.permission else UNKNOWN_KEPT_SECONDS
        now = time.time()
        return now - self.permission_at < kept and now - self.status_at < STATUS_KEPT_SECONDS

    def colleague(self, login: str, now: datetime) -> Colleague:
        """As a rule may know this account at `now` (UTC)."""
        is_busy = self.is_busy and (self.busy_until is None or self.busy_until > now)
        return Colleague(login, self.permission, is_busy)

    def and_then(self, newer: Acquaintance) -> Acquaintance:
        """This, with what `newer` knows better; what GitHub did not tell replaces nothing."""
        knows = newer.permission_at and (newer.permission or not self.permission)
        permission = newer if knows else self
        status = newer if newer.status_at else self
        return Acquaintance(
            permission.permission,
            permission.permission_at,
            status.is_busy,
            status.busy_until,
            status.status_at,
        )


class ColleagueCache:
    """The people of one repository, by login in lower case."""

    def __init__(self, redis: Redis, installation_id: int, repository_id: int) -> None:
        self._redis = redis
        self._key = f"plumbline:colleagues:{installation_id}:{repository_id}"
        self._repository_id = repository_id
        self._news = PeopleNews(redis, installation_id)

    def get(self, logins: Iterable[str]) -> dict[str, Acquaintance]:
        """Those of `logins` of whom something is known, fresh or not; permissions never from
        before access was said to have changed.
        """
        wanted = sorted(set(logins))
        if not wanted:
            return {}
        with self._redis.pipeline(transaction=False) as pipe:
            for login in wanted:
                pipe.hget(self._key, login)
            found, changed = self._news.last_beside(pipe, self._repository_id)
        known = (
            (login, legible(packed, lambda row: _unpacked(row, changed)))
            for login, packed in zip(wanted, found, strict=True)
        )
        return {login: one for login, one in known if one}

    def put(self, people: Mapping[str, Acquaintance]) -> None:
        if people:
            with self._redis.pipeline(transaction=False) as pipe:
                for login, one in people.items():
                    pipe.hset(self._key, login, _packed(one))
                pipe.expire(self._key, PERMISSION_KEPT_SECONDS)
                pipe.execute()

    def want(self, logins: Iterable[str]) -> None:
        """Remembers about whom something was to be known, so that the next read asks about them."""
        now = time.time()
        scores = dict.fromkeys(logins, now)
        if not scores:
            return
        with self._redis.pipeline(transaction=False) as pipe:
            pipe.zadd(f"{self._key}:wanted", scores)
            pipe.zremrangebyscore(f"{self._key}:wanted", 0, now - _WANTED_SECONDS)
            pipe.zremrangebyrank(f"{self._key}:wanted", 0, -MOST_WANTED - 1)
            pipe.expire(f"{self._key}:wanted", _WANTED_SECONDS)
            pipe.execute()

    def stale(self, most: int) -> tuple[str, ...]:
        """Who should be asked about, those first who were wanted last."""
        wanted = self._redis.zrevrange(f"{self._key}:wanted", 0, MOST_WANTED - 1)
        logins = list(all_legible(cast("list[bytes]", wanted), bytes.decode))
        known = self.get(logins)
        return tuple(n for n in logins if n not in known or not known[n].is_fresh)[:most]


def _packed(one: Acquaintance) -> str:
    until = one.busy_until.isoformat() if one.busy_until else None
    row = [one.permission, one.permission_at, one.is_busy, until, one.status_at]
    return json.dumps(row)


def _unpacked(packed: bytes, changed: float) -> Acquaintance:
    row: list[Any] = json.loads(packed)
    permission, permission_at, is_busy, until, status_at = row
    if permission_at <= changed or time.time() - permission_at > PERMISSION_KEPT_SECONDS:
        permission, permission_at = None, 0.0
    busy_until = datetime.fromisoformat(until) if until else None
    return Acquaintance(permission, permission_at, is_busy, busy_until, status_at)
