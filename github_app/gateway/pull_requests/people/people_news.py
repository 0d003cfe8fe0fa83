"""When GitHub last said that access changed: what was asked before that is known no longer."""

from __future__ import annotations

import time

from redis import Redis
from redis.client import Pipeline

# As long as anything about access is kept.
_KEPT_SECONDS = 2 * 86_400


class PeopleNews:
    """The moments of the last news about teams and access, for one installation and its
    repositories: what changes in an organisation concerns all of them, a collaborator one.

    An answer that was on its way when the news came counts as older: it is compared by when GitHub
    was asked, not by when the answer was written down.
    """

    def __init__(self, redis: Redis, installation_id: int) -> None:
        self._redis = redis
        self._prefix = f"plumbline:people-news:{installation_id}"

    def last(self, repository_id: int = 0) -> float:
        """The last that concern this repository, or (0) all; seconds since the epoch, 0 when there
        were none lately.
        """
        with self._redis.pipeline(transaction=False) as pipe:
            return self.last_beside(pipe, repository_id)[1]

    def last_beside(
        self, asked: Pipeline, repository_id: int = 0
    ) -> tuple[list[bytes | None], float]:
        """The answers to what `asked` waits to ask, and `last`; one round trip for all of it."""
        asked.mget(sorted({self._place(0), self._place(repository_id)}))
        *answers, found = asked.execute()
        return answers, max((float(at) for at in found if at), default=0.0)

    def note(self, repository_id: int = 0) -> None:
        self._redis.set(self._place(repository_id), time.time(), ex=_KEPT_SECONDS)

    def _place(self, repository_id: int) -> str:
        return f"{self._prefix}:{repository_id}"
