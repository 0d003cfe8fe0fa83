"""Which pull requests have verdicts that rest on who is in which team, and on who may do what.

Remembered for when GitHub says that something changed there. What was forgotten meanwhile is judged
again at its next event.
"""

from __future__ import annotations

import time
from dataclasses import dataclass
from typing import cast

from redis import Redis

from github_app.remembered.legible import all_legible
from github_app.subjects import Subject

_KEPT_SECONDS = 30 * 86_400
_MOST_READERS = 500


@dataclass(frozen=True, slots=True)
class AccessReader:
    """An open pull request, and its repository's `owner/name` when it was judged last."""

    subject: Subject
    repository: str


class AccessReaders:
    """The readers of one installation: the account it belongs to owns all its repositories and
    teams.
    """

    def __init__(self, redis: Redis, installation_id: int) -> None:
        self._redis = redis
        self._key = f"plumbline:access-readers:{installation_id}"
        self._names = f"{self._key}:names"

    def note(self, reader: AccessReader) -> None:
        now, subject = time.time(), reader.subject
        with self._redis.pipeline(transaction=False) as pipe:
            pipe.zadd(self._key, {subject.key: now})
            pipe.zremrangebyscore(self._key, 0, now - _KEPT_SECONDS)
            pipe.zremrangebyrank(self._key, 0, -_MOST_READERS - 1)
            pipe.hset(self._names, str(subject.repository_id), reader.repository)
            for key in (self._key, self._names):
                pipe.expire(key, _KEPT_SECONDS)
            pipe.execute()

    def forget(self, subject: Subject) -> None:
        self._redis.zrem(self._key, subject.key)

    def read(self, repository_id: int = 0) -> tuple[AccessReader, ...]:
        """Those in that repository, or in all (0); the latest last."""
        keys = cast("list[bytes]", self._redis.zrange(self._key, 0, -1))
        names = cast("dict[bytes, bytes]", self._redis.hgetall(self._names))
        subjects = all_legible(keys, lambda key: Subject.parse(key.decode()))
        return tuple(
            AccessReader(
                subject,
                names.get(str(subject.repository_id).encode(), b"").decode(errors="replace"),
            )
            for subject in subjects
            if repository_id in (0, subject.repository_id)
        )
