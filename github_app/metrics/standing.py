"""What stands in Redis at this moment, as the metrics that no process counts."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from importlib.metadata import version
from typing import cast, get_args

from redis import Redis
from redis.exceptions import RedisError

from github_app.doorbell import bells
from github_app.inbox.keys import LINES
from github_app.inbox.letters import DEAD_LETTERS
from github_app.metrics.catalogue import CATALOGUE
from github_app.metrics.kept import Field, read_kept
from github_app.metrics.waiting import read_waiting
from github_app.rate_limits.allowance import Allowance, HourlyLimit
from github_app.rate_limits.installation_pause import count_paused
from github_app.vital_signs import Vital, is_alive


def read_all(redis: Redis) -> dict[Field, float]:
    """Everything there is to show; little more than that Redis is down when it is."""
    ours: dict[Field, float] = {("plumbline_build_info", version("plumbline")): 1.0}
    try:
        found = {**read_kept(redis), **dict(_standing(redis))}
    except RedisError:
        return {**ours, ("plumbline_redis_up",): 0.0}
    return {**ours, **found, ("plumbline_redis_up",): 1.0}


def _standing(redis: Redis) -> Iterator[tuple[Field, float]]:
    yield ("plumbline_queue_jobs",), bells(redis)
    yield ("plumbline_dead_letters",), redis.llen(DEAD_LETTERS)
    yield from read_waiting(redis)
    limits = Allowance(redis).read_all()
    yield from _allowances(limits)
    lines = cast("list[bytes]", redis.zrange(LINES, 0, -1))
    known = {one.installation_id for one in limits} | {
        int(line) for line in lines if line.isdigit()
    }
    yield ("plumbline_paused_installations",), count_paused(redis, known)
    for vital in get_args(Vital):
        yield ("plumbline_alive", vital), float(is_alive(redis, vital))


def _allowances(limits: Sequence[HourlyLimit]) -> Iterator[tuple[Field, float]]:
    for one in limits:
        labels = CATALOGUE["plumbline_rate_limit"].admit(
            {"installation": one.installation_id, "resource": one.resource}
        )
        yield ("plumbline_rate_limit", *labels), one.limit
        yield ("plumbline_rate_limit_remaining", *labels), one.remaining
        yield ("plumbline_rate_limit_reset_timestamp_seconds", *labels), one.reset
