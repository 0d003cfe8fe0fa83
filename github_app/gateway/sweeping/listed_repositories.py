"""The repositories of an installation, remembered for a day: lists of them cost as much as the look
itself.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from typing import Any, cast

from redis import Redis

from github_app.gateway.packing import packed, unpacked
from github_app.remembered.legible import legible

_SECONDS = 86_400


@dataclass(frozen=True, slots=True)
class Listed:
    """`entries` are lists of JSON values, one for each repository; `is_last`: no part follows."""

    entries: Sequence[Sequence[Any]]
    is_last: bool


class ListedRepositories:
    """The lists of one installation, cut into parts."""

    def __init__(self, redis: Redis, installation_id: int) -> None:
        self._redis = redis
        self._key = f"plumbline:repositories:{installation_id}"

    def read(self, part: int) -> Listed | None:
        written = cast("bytes | None", self._redis.hget(self._key, str(part)))
        return legible(unpacked(written), lambda listed: Listed(**listed))

    def keep(self, part: int, listed: Listed) -> None:
        with self._redis.pipeline() as pipe:
            pipe.hset(self._key, str(part), packed(asdict(listed)))
            # A day after the first part was listed, however often others follow.
            pipe.expire(self._key, _SECONDS, nx=True)
            pipe.execute()

    def forget(self) -> None:
        """Has all of them listed anew."""
        self._redis.delete(self._key)
