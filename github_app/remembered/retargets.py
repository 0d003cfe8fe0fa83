"""Pull requests that were pointed at another base: what was approved before saw another change.

GitHub's timeline says when somebody did that (`approvals.left_bases` of the gateway). It is kept in
Redis as well, for as long as a pull request usually lives: of a base that GitHub changed by itself,
as it does when the branch is merged and deleted, the event is what tells.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import cast

from redis import Redis

from github_app.remembered.legible import all_legible

_REMEMBERED_SECONDS = 90 * 86_400


@dataclass(frozen=True, slots=True)
class Retarget:
    """At `at` (UTC, by GitHub's clock) a pull request stopped targeting the branch `base_name`."""

    at: datetime
    base_name: str


class Retargets:
    """The retargets of the pull requests of one repository."""

    def __init__(self, redis: Redis, repository_id: int) -> None:
        self._redis = redis
        self._prefix = f"plumbline:retargets:{repository_id}:"

    def note(self, number: int, retarget: Retarget) -> None:
        """Keeps it; the same one twice counts once."""
        entry = json.dumps([retarget.at.isoformat(), retarget.base_name])
        with self._redis.pipeline(transaction=False) as pipe:
            pipe.sadd(f"{self._prefix}{number}", entry)
            pipe.expire(f"{self._prefix}{number}", _REMEMBERED_SECONDS)
            pipe.execute()

    def of(self, number: int) -> tuple[Retarget, ...]:
        """Those of a pull request, oldest first."""
        entries = cast("set[bytes]", self._redis.smembers(f"{self._prefix}{number}"))
        found = all_legible(entries, _read)
        return tuple(sorted(found, key=lambda retarget: retarget.at))


def _read(entry: bytes) -> Retarget:
    at, base_name = json.loads(entry)
    return Retarget(datetime.fromisoformat(at).astimezone(UTC), base_name)


def base_left_since(retargets: Iterable[Retarget], moment: datetime) -> str | None:
    """The base at that moment, when the pull request left it since; None when it did not."""
    return next((r.base_name for r in retargets if r.at >= moment), None)
