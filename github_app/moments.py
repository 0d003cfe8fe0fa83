"""Moments at which a subject is to be looked at again, though nothing happens to it.

They are kept in Redis by the clock that the settings trust. Only a cache: what is lost is found
again by the clock's look at the policies.
"""

from __future__ import annotations

from datetime import datetime
from typing import cast

from redis import Redis

from github_app.inbox import Inbox
from github_app.remembered.legible import legible
from github_app.subjects import Prompt, Subject

PASSED = "a moment that was waited for"
"""What makes us look then, said where an event's name stands otherwise."""

_MOMENTS = "plumbline:moments"
_NAMES = "plumbline:moments:repositories"
_AT_ONCE = 200
# The turn that looks sets the next moment, or none; only should it be lost is it tried again then.
_AGAIN_SECONDS = 6 * 3600.0


class Moments:
    """One moment for each subject at most."""

    def __init__(self, redis: Redis) -> None:
        self._redis = redis

    def expect(self, subject: Subject, repository: str, at: datetime | None) -> None:
        """Have `subject`, of the repository `owner/name`, looked at at `at` (UTC); None: never."""
        pipe = self._redis.pipeline()
        if at is None:
            pipe.zrem(_MOMENTS, subject.key)
            pipe.hdel(_NAMES, subject.key)
        else:
            pipe.zadd(_MOMENTS, {subject.key: at.timestamp()})
            pipe.hset(_NAMES, subject.key, repository)
        pipe.execute()

    def mark_passed(self, inbox: Inbox, now: datetime) -> int:
        """Marks the subjects whose moment has come by `now`; how many there were."""
        until = now.timestamp()
        passed = self._redis.zrangebyscore(_MOMENTS, "-inf", until, start=0, num=_AT_ONCE)
        keys = cast("list[bytes]", passed)
        for key in keys:
            # Before the mark: a worker may be quick, and what it sets must stay.
            self._redis.zadd(_MOMENTS, {key: until + _AGAIN_SECONDS}, xx=True)
            subject = legible(key, lambda text: Subject.parse(text.decode()))
            if subject is None:
                self._redis.zrem(_MOMENTS, key)
                continue
            name = cast("bytes | None", self._redis.hget(_NAMES, subject.key))
            if name is None:
                self.expect(subject, "", None)
            else:
                inbox.mark(subject, Prompt(PASSED, name.decode(errors="replace"), background=True))
        return len(keys)
