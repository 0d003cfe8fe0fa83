from __future__ import annotations

import threading
import time

from redis import Redis

from github_app.metrics.flushing import soon_flushed
from github_app.metrics.kept import read_kept
from tests.conftest import RedisServer

NAME = "plumbline_redeliveries_total"
SOON = 10.0


def wait_for(redis: Redis, count: float) -> None:
    end = time.monotonic() + SOON
    while read_kept(redis).get((NAME,), 0) < count and time.monotonic() < end:
        time.sleep(0.01)
    assert read_kept(redis).get((NAME,), 0) == count


def test_what_was_counted_reaches_redis_though_nothing_more_happens(redis: Redis) -> None:
    tally = soon_flushed(redis, 0.05)
    for expected in (1, 2):
        tally.count(NAME)
        wait_for(redis, expected)


def test_it_is_handed_over_once_however_much_is_counted(redis: Redis) -> None:
    tally = soon_flushed(redis, 0.5)
    before = threading.active_count()
    for _ in range(1000):
        tally.count(NAME)
    assert threading.active_count() == before + 1
    wait_for(redis, 1000)


def test_a_redis_that_was_away_is_told_afterwards(redis_server: RedisServer, redis: Redis) -> None:
    tally = soon_flushed(redis, 0.05)
    redis_server.kill()
    tally.count(NAME)
    time.sleep(0.3)
    redis_server.start()
    wait_for(redis, 1)
