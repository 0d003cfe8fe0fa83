"""When GitHub last said that access changed: what was asked before that is known no longer."""

from __future__ import annotations

import time
from typing import cast

from redis import Redis

# As long as anything about access is kept.
_KEPT_SECONDS = 2 * 86_400


class PeopleNews:
    """The moment of the last news about teams and access, for one installation.

    An answer that was on its way when the news came counts as older: it is compared by when GitHub
    was asked, not by when the answer was written down.
    """

    def __init__(self, redis: Redis, installation_id: int) -> None:
        self._redis = redis
        self._key = f"plumbline:people-news:{installation_id}"

    def last(self) -> float:
        """Seconds since the epoch; 0 when there was none lately."""
        found = cast("bytes | None", self._redis.get(self._key))
        return float(found) if found else 0.0

    def note(self) -> None:
        self._redis.set(self._key, time.time(), ex=_KEPT_SECONDS)
