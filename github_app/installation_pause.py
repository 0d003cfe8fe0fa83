"""GitHub asked an installation to slow down: its work waits, that of the others goes on."""

from __future__ import annotations

import random

from redis import Redis

# So that what waited does not come back all at once.
_SPREAD_SECONDS = 2.0


def pause(redis: Redis, installation_id: int, seconds: float) -> None:
    """Let nobody ask GitHub for this installation during the next `seconds`."""
    redis.set(_key(installation_id), 1, px=max(1, int(seconds * 1000)))


def pause_left(redis: Redis, installation_id: int) -> float:
    """Seconds to wait, spread a little; 0 when there is no pause."""
    left = redis.pttl(_key(installation_id))
    return left / 1000 + random.uniform(0, _SPREAD_SECONDS) if left > 0 else 0.0  # noqa: S311


def _key(installation_id: int) -> str:
    return f"plumbline:pause-installation:{installation_id}"
