"""What this process spends of GitHub's limits: seen at each request, told after each turn."""

from __future__ import annotations

import threading
import time
from collections import Counter

from redis import Redis

from github_app.gateway.observer import Exchange
from github_app.rate_limits.allowance import HourlyLimit, limit_told, note_all
from github_app.rate_limits.installation_pause import note_success, pause
from github_app.rate_limits.points import READING, WRITING, Api, Points

_READING_VERBS = frozenset({"GET", "HEAD", "OPTIONS"})


class Spending:
    """An observer of the gateway's; any thread may tell it, one writes down."""

    def __init__(self, redis: Redis) -> None:
        self._redis = redis
        self._points = Points(redis)
        self._lock = threading.Lock()
        self._begin()

    def saw(self, exchange: Exchange) -> None:
        if exchange.kind == "token":
            return
        told = limit_told(exchange.installation_id, exchange.headers)
        with self._lock:
            self._spent[exchange.installation_id, _api(exchange)] += _points(exchange)
            if told:
                self._limits[exchange.installation_id, told.resource] = told
            if 0 < exchange.status < 400:
                self._answered.add(exchange.installation_id)

    def write_down(self, *, well: bool = True) -> None:
        """For all processes: what is left, who has to wait because nothing is, and that GitHub
        answers where it did; `well` is False when the work failed all the same.

        One round trip in most cases, none where GitHub was not asked.
        """
        with self._lock:
            spent, limits, answered = self._spent, self._limits, self._answered
            self._begin()
        if not spent:
            return
        pipe, now = self._redis.pipeline(transaction=False), time.time()
        note_all(pipe, limits.values())
        for told in limits.values():
            if not told.remaining and (left := told.seconds_until_reset(now)):
                pause(pipe, told.installation_id, left)
        for installation_id in answered if well else ():
            note_success(pipe, installation_id)
        for (installation_id, api), points in spent.items():
            if wait := self._points.add(installation_id, api, points):
                pause(pipe, installation_id, wait)
        pipe.execute()

    def _begin(self) -> None:
        self._spent: Counter[tuple[int, Api]] = Counter()
        self._limits: dict[tuple[int, str], HourlyLimit] = {}
        self._answered: set[int] = set()


def _api(exchange: Exchange) -> Api:
    return "rest" if exchange.path else "graphql"


def _points(exchange: Exchange) -> int:
    writes = exchange.kind == "mutation" or (
        exchange.kind == "rest" and exchange.verb not in _READING_VERBS
    )
    return WRITING if writes else READING
