"""Who waits, for how long, and what runs: read off the inbox."""

from __future__ import annotations

import time
from collections.abc import Iterator
from importlib.resources import files

from redis import Redis

from github_app.inbox.keys import DUE, EVENTS_PREFIX, LINE_PREFIXES, TURN_PREFIX
from github_app.metrics.kept import Field
from github_app.metrics.labels import LANE

# Redis does nothing else while a script runs, so none of them takes on more than this.
_SUBJECTS_AT_ONCE = 500


def read_waiting(redis: Redis) -> Iterator[tuple[Field, float]]:
    """A subject that moves on between two stretches may be missed or counted twice."""
    now, running = time.time(), 0
    waiting, ages = [0, 0], [0.0, 0.0]
    for answer in _stretches(redis):
        *lanes, runs = answer
        running += int(runs)
        for lane in (0, 1):
            count, oldest = lanes[2 * lane : 2 * lane + 2]
            waiting[lane] += int(count)
            if oldest:
                ages[lane] = max(ages[lane], now - float(oldest))
    for name, many, age in zip(LANE.values, waiting, ages, strict=True):
        yield ("plumbline_waiting_subjects", name), many
        yield ("plumbline_oldest_waiting_seconds", name), age
    yield ("plumbline_running_turns",), running


def _stretches(redis: Redis) -> Iterator[list[bytes]]:
    script = redis.register_script(files(__package__).joinpath("waiting.lua").read_text())
    for first in range(0, redis.zcard(DUE), _SUBJECTS_AT_ONCE):
        last = first + _SUBJECTS_AT_ONCE - 1
        yield script([DUE], [EVENTS_PREFIX, TURN_PREFIX, first, last, *LINE_PREFIXES])
