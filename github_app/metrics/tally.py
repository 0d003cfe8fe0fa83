"""Counts in memory, and adds them to what stands in Redis in one round trip."""

from __future__ import annotations

import json
import threading
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Callable

from redis import Redis
from redis.exceptions import RedisError

from github_app.metrics.catalogue import CATALOGUE
from github_app.metrics.metric import Metric

SUMS = "plumbline:metrics:sums"
"""The hash of what is added up: counters and histograms."""

LEVELS = "plumbline:metrics:levels"
"""The hash of gauges that are set."""

SUM_OF_VALUES = "sum"


class Tally:
    """What one process counted since it last told Redis; safe to share between threads.

    The names are those of the catalogue, with exactly the labels declared there; else KeyError.
    """

    def __init__(self, on_first: Callable[[], None] = lambda: None) -> None:
        """`on_first` is called whenever the tally is empty no more."""
        self._on_first = on_first
        self._sums: dict[str, float] = defaultdict(float)
        self._levels: dict[str, float] = {}
        self._lock = threading.Lock()

    def count(self, name: str, by: float = 1, **labels: object) -> None:
        """Add to a counter."""
        metric = CATALOGUE[name]
        self._add({_field(metric, metric.admit(labels)): by})

    def observe(self, name: str, value: float, **labels: object) -> None:
        """Add one value to a histogram."""
        metric = CATALOGUE[name]
        values = metric.admit(labels)
        bucket = bisect_left(metric.buckets, value)
        self._add({_field(metric, values, bucket): 1, _field(metric, values, SUM_OF_VALUES): value})

    def set(self, name: str, value: float, **labels: object) -> None:
        """Set a gauge; the last one to set it, of all processes, is right."""
        metric = CATALOGUE[name]
        with self._lock:
            was_empty = self._is_empty
            self._levels[_field(metric, metric.admit(labels))] = value
        if was_empty:
            self._on_first()

    def flush(self, redis: Redis) -> bool:
        """Hand everything over to Redis; False when it did not answer: then it is kept, and may
        count double should Redis have taken it nevertheless.
        """
        with self._lock:
            sums, self._sums = self._sums, defaultdict(float)
            levels, self._levels = self._levels, {}
        if not sums and not levels:
            return True
        try:
            _write(redis, sums, levels)
        except RedisError:
            self._take_back(sums, levels)
            return False
        return True

    def _add(self, amounts: dict[str, float]) -> None:
        with self._lock:
            was_empty = self._is_empty
            for field, amount in amounts.items():
                self._sums[field] += amount
        if was_empty:
            self._on_first()

    @property
    def _is_empty(self) -> bool:
        return not self._sums and not self._levels

    def _take_back(self, sums: dict[str, float], levels: dict[str, float]) -> None:
        with self._lock:
            self._levels = {**levels, **self._levels}
        self._add(sums)


def _write(redis: Redis, sums: dict[str, float], levels: dict[str, float]) -> None:
    with redis.pipeline() as pipe:
        for field, amount in sums.items():
            pipe.hincrbyfloat(SUMS, field, amount)
        if levels:
            pipe.hset(LEVELS, mapping={field: str(level) for field, level in levels.items()})
        pipe.execute()


def _field(metric: Metric, values: tuple[str, ...], part: int | str | None = None) -> str:
    """`part` is the number of a histogram's bucket, or SUM_OF_VALUES."""
    rest = () if part is None else (part,)
    return json.dumps([metric.name, *values, *rest], separators=(",", ":"))
