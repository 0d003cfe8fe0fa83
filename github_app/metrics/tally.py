"""Counts in memory, and adds them to what stands in Redis in one round trip."""

from __future__ import annotations

import threading
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Callable

from redis import Redis
from redis.exceptions import RedisError

from github_app.metrics.catalogue import CATALOGUE
from github_app.metrics.kept import LEVELS, NO_BOUND, SUM_OF_VALUES, SUMS, Field, field_name

_Amounts = dict[Field, float]


class Tally:
    """What one process counted since it last told Redis; safe to share between threads.

    The names are those of the catalogue, with exactly the labels declared there; else KeyError.
    """

    def __init__(self, on_first: Callable[[], None] = lambda: None) -> None:
        """`on_first` is called whenever the tally is empty no more."""
        self._on_first = on_first
        self._sums: _Amounts = defaultdict(float)
        self._levels: _Amounts = {}
        self._lock = threading.Lock()

    def count(self, name: str, by: float = 1, **labels: object) -> None:
        """Add to a counter."""
        self._add({(name, *CATALOGUE[name].admit(labels)): by})

    def observe(self, name: str, value: float, **labels: object) -> None:
        """Add one value to a histogram."""
        metric = CATALOGUE[name]
        values = metric.admit(labels)
        place = bisect_left(metric.buckets, value)
        bound = str(metric.buckets[place]) if place < len(metric.buckets) else NO_BOUND
        self._add({(name, *values, bound): 1, (name, *values, SUM_OF_VALUES): value})

    def set(self, name: str, value: float, **labels: object) -> None:
        """Set a gauge; the last one to set it, of all processes, is right."""
        field = (name, *CATALOGUE[name].admit(labels))
        with self._lock:
            was_empty = self._is_empty
            self._levels[field] = value
        if was_empty:
            self._on_first()

    def flush(self, redis: Redis) -> bool:
        """Hand everything over to Redis; no round trip when there is nothing.

        False when Redis did not answer: then all is kept, and may count double should Redis have
        taken it nevertheless.
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

    def _add(self, amounts: _Amounts) -> None:
        with self._lock:
            was_empty = self._is_empty
            for field, amount in amounts.items():
                self._sums[field] += amount
        if was_empty:
            self._on_first()

    @property
    def _is_empty(self) -> bool:
        return not self._sums and not self._levels

    def _take_back(self, sums: _Amounts, levels: _Amounts) -> None:
        with self._lock:
            was_empty = self._is_empty
            self._levels = {**levels, **self._levels}
            for field, amount in sums.items():
                self._sums[field] += amount
        if was_empty:
            self._on_first()


def _write(redis: Redis, sums: _Amounts, levels: _Amounts) -> None:
    with redis.pipeline() as pipe:
        for field, amount in sums.items():
            pipe.hincrbyfloat(SUMS, field_name(field), amount)
        if levels:
            pipe.hset(LEVELS, mapping={field_name(f): str(value) for f, value in levels.items()})
        pipe.execute()
