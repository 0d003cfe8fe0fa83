"""What the sweep still has to ask for in an installation, newest first.

Kept in Redis, so that what did not fit into one hour's budget follows in the next without another
look. Should it be lost, the next look finds the same again.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import astuple, dataclass
from typing import Literal, cast

from redis import Redis
from redis.client import Pipeline

from github_app.remembered.legible import legible

CLOSE_LOOK = 0
"""Stands for the number where a whole repository is to be looked at."""
SweepReason = Literal["missing", "stale", "unfinished", "unknown", "old"]
"""What is wrong with the verdicts of a pull request."""
_KEPT_SECONDS = 7 * 86_400
_MOST = 20_000


@dataclass(frozen=True, slots=True)
class Wanted:
    """A pull request to be judged, or, with the number CLOSE_LOOK, a repository to be looked at.

    `requests` is what that may cost, `seen` stands for what was seen, `at` is when (GitHub's time,
    in seconds since the epoch), and `reason` is said in metrics.
    """

    repository_id: int
    full_name: str
    number: int
    requests: int
    reason: SweepReason
    seen: str
    at: float
    head_oid: str = ""
    base_name: str = ""
    changed_files: int = 0


class SweepList:
    """The list of one installation."""

    def __init__(self, redis: Redis, installation_id: int) -> None:
        self._redis = redis
        self._key = f"plumbline:sweep-list:{installation_id}"

    def add(self, wanted: Wanted, newness: float, pipe: Pipeline) -> None:
        """Adds to `pipe`; the higher the `newness`, the sooner it is taken up."""
        pipe.zadd(self._key, {_packed(wanted): newness})

    def trim(self, pipe: Pipeline) -> None:
        """Adds to `pipe` that no more is kept than the 20,000 newest."""
        pipe.zremrangebyrank(self._key, 0, -_MOST - 1)
        pipe.expire(self._key, _KEPT_SECONDS)

    def first(self, most: int) -> tuple[Wanted, ...]:
        """The newest ones."""
        found = cast("list[bytes]", self._redis.zrevrange(self._key, 0, most - 1))
        read = [(packed, legible(packed, _unpacked)) for packed in found]
        if rubbish := [packed for packed, wanted in read if wanted is None]:
            self._redis.zrem(self._key, *rubbish)
            return self.first(most)
        return tuple(wanted for _, wanted in read if wanted is not None)

    def remove(self, taken: Sequence[Wanted]) -> None:
        if taken:
            self._redis.zrem(self._key, *map(_packed, taken))

    def length(self) -> int:
        return int(self._redis.zcard(self._key))


def _packed(wanted: Wanted) -> str:
    return json.dumps(astuple(wanted), separators=(",", ":"))


def _unpacked(packed: bytes) -> Wanted:
    return Wanted(*json.loads(packed))
