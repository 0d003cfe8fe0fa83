"""Who is alive: each process with a loop leaves a sign in Redis that fades when it stops."""

from __future__ import annotations

from typing import Literal

from redis import Redis

Vital = Literal["worker", "clock"]

BEAT_SECONDS = 2
_FADES_AFTER_SECONDS = 10


def beat(redis: Redis, vital: Vital) -> None:
    """Say "I am alive"; to be repeated every BEAT_SECONDS."""
    redis.set(_key(vital), b"1", ex=_FADES_AFTER_SECONDS)


def is_alive(redis: Redis, vital: Vital) -> bool:
    """True when the last beat is at most ten seconds old."""
    return bool(redis.exists(_key(vital)))


def _key(vital: Vital) -> str:
    return f"plumbline:alive:{vital}"
