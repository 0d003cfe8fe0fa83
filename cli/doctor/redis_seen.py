"""Looks at a Redis: how quick it is, what it says of itself, how it is set."""

from __future__ import annotations

import time
from collections.abc import Mapping
from dataclasses import dataclass
from statistics import median
from typing import Any, cast

from redis import Redis
from redis.exceptions import RedisError

_PINGS = 5


@dataclass(frozen=True, slots=True)
class RedisSeen:
    """`info` is the answer to INFO; `settings` to CONFIG GET, None when that is forbidden."""

    seconds: float
    info: Mapping[str, Any]
    settings: Mapping[str, str] | None


def look(redis: Redis) -> RedisSeen:
    """Raises RedisError when it does not even answer pings."""
    times = []
    for _ in range(_PINGS):
        begun = time.monotonic()
        redis.ping()
        times.append(time.monotonic() - begun)
    try:
        info = cast("Mapping[str, Any]", redis.info())
    except RedisError:
        info = {}
    try:
        told = redis.config_get("appendfsync", "maxmemory-policy")
    except RedisError:
        told = None
    return RedisSeen(median(times), info, _as_text(told) if told else None)


def _as_text(settings: Any) -> dict[str, str]:
    return {_text(name): _text(value) for name, value in dict(settings).items()}


def _text(value: object) -> str:
    return value.decode() if isinstance(value, bytes) else str(value)
