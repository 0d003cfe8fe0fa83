"""Who is alive: each process with a loop leaves a sign in Redis that fades when it stops, and so
does every beginning of work: processes may live and yet get nowhere.
"""

from __future__ import annotations

from typing import Literal

from redis import Redis

Vital = Literal["worker", "clock", "work"]

BEAT_SECONDS = 2
WORK_SECONDS = 60
"""Twice as long as a turn may take: a worker that goes on takes up work more often than this."""

_FADES_AFTER_SECONDS = {"worker": 10, "clock": 10, "work": WORK_SECONDS}


def beat(redis: Redis, vital: Vital) -> None:
    """Say "I am alive"; to be repeated every BEAT_SECONDS, and "work" whenever some begins."""
    redis.set(_key(vital), b"1", ex=_FADES_AFTER_SECONDS[vital])


def is_alive(redis: Redis, vital: Vital) -> bool:
    """True when the last beat is at most ten seconds old; "work": WORK_SECONDS."""
    return bool(redis.exists(_key(vital)))


def _key(vital: Vital) -> str:
    return f"plumbline:alive:{vital}"
