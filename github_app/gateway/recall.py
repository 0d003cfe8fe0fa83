"""What was seen before. Only a cache: all of it may vanish at any moment and is read again."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, cast

from redis import Redis

from github_app.gateway.packing import packed, unpacked

DAY = 86_400
MONTH = 30 * DAY
_LARGEST_BYTES = 4_000_000


def recall_of_each(redis: Redis, repository_ids: Sequence[int], key: str) -> tuple[Any, ...]:
    """The values that `Recall` keeps under `key` for each repository, in their order, None for each
    that is not there; one round trip.
    """
    if not repository_ids:
        return ()
    found = redis.mget([f"{_prefix(each)}{key}" for each in repository_ids])
    return tuple(map(unpacked, cast("list[bytes | None]", found)))


class Recall:
    """JSON values in Redis under keys of one repository, compressed.

    A value that is larger than 4 MB when compressed is not kept: it is read anew each time.
    """

    def __init__(self, redis: Redis, repository_id: int) -> None:
        self._redis = redis
        self._prefix = _prefix(repository_id)

    def get(self, key: str) -> Any:
        """The value, or None."""
        return self.get_many((key,))[0]

    def get_many(self, keys: Sequence[str]) -> tuple[Any, ...]:
        """The values in the order of `keys`, None for each that is not there; one round trip."""
        if not keys:
            return ()
        found = self._redis.mget([self._prefix + key for key in keys])
        return tuple(map(unpacked, cast("list[bytes | None]", found)))

    def forget(self, key: str) -> None:
        """One round trip."""
        self._redis.delete(self._prefix + key)

    def put(self, values: Mapping[str, Any], seconds: int = MONTH) -> bool:
        """Keeps `values` for that long; one round trip. False when one of them was too large."""
        pipeline = self._redis.pipeline(transaction=False)
        written = {key: packed(value) for key, value in values.items()}
        fitting = {key: each for key, each in written.items() if len(each) <= _LARGEST_BYTES}
        for key, each in fitting.items():
            pipeline.set(self._prefix + key, each, ex=seconds)
        pipeline.execute()
        return len(fitting) == len(written)


def _prefix(repository_id: int) -> str:
    return f"plumbline:seen:{repository_id}:"
