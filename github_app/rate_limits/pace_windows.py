"""The windows of `pace`, on the library that keeps them; loaded by who writes only."""

from __future__ import annotations

from limits.storage.redis import RedisStorage
from limits.strategies import MovingWindowRateLimiter
from redis import Redis


class _Storage(RedisStorage):
    """On our client alone: the library would load that of Valkey too, wherever one is installed."""

    STORAGE_SCHEME = []  # noqa: RUF012 - as the library has it
    DEPENDENCIES = {"redis": RedisStorage.DEPENDENCIES["redis"]}  # noqa: RUF012 - the same


def moving_windows(redis: Redis, prefix: str) -> MovingWindowRateLimiter:
    """Windows under keys that begin with `prefix`, on the connections of `redis`."""
    pool = redis.connection_pool
    return MovingWindowRateLimiter(_Storage("redis://", connection_pool=pool, key_prefix=prefix))
