"""When installations are looked at."""

from __future__ import annotations

import time
from pathlib import Path

import pytest
from redis import Redis

from github_app.catching_up.looks import Looks
from tests.conftest import RedisServer, redis_binary


@pytest.fixture
def looks(redis: Redis) -> Looks:
    return Looks(redis)


def test_what_is_new_is_looked_at_at_once_and_then_after_the_usual_time(looks: Looks) -> None:
    assert looks.listing_is_due()
    looks.take_list([1, 2], 3_600)
    assert not looks.listing_is_due()
    assert looks.take_due(3_600) == (1, 2)
    assert looks.take_due(3_600) == ()
    looks.take_list([1, 2, 3], 3_600)
    assert looks.take_due(3_600) == (3,)


def test_what_is_no_longer_listed_is_left_alone(looks: Looks) -> None:
    looks.take_list([1, 2], 3_600)
    looks.take_list([2], 3_600)
    assert looks.take_due(3_600) == (2,)


def test_what_falls_due_in_between_is_looked_at_sooner_but_never_later(
    looks: Looks, redis: Redis
) -> None:
    looks.take_list([1], 3_600)
    looks.take_due(3_600)
    looks.look_sooner(1, 60)
    looks.look_sooner(1, 600)
    looks.look_sooner(1, float("inf"))
    looks.look_sooner(9, 60)
    assert redis.zscore("plumbline:looks", "1") == pytest.approx(time.time() + 60, abs=10)
    assert redis.zscore("plumbline:looks", "9") is None


def test_a_redis_that_lost_everything_has_everything_looked_at(looks: Looks, redis: Redis) -> None:
    looks.take_list([1], 3_600)
    looks.take_due(3_600)
    redis.flushall()
    assert looks.listing_is_due()
    looks.take_list([1], 3_600)
    assert looks.take_due(3_600) == (1,)


def test_a_redis_that_was_started_anew_is_noticed_once_by_whichever_clock(tmp_path: Path) -> None:
    server = RedisServer(tmp_path, redis_binary())
    server.start()
    try:
        looks = Looks(Redis.from_url(server.url))
        looks.look_at_all()
        looks.take_list([1], 3600)
        assert looks.take_due(3600) == (1,)
        assert not looks.have_missed_a_start()
        server.kill()
        server.start()
        other_clock = Looks(Redis.from_url(server.url))
        assert other_clock.have_missed_a_start()
        assert other_clock.take_due(3600) == ()
        other_clock.look_at_all()
        other_clock.take_list([1], 3600)
        assert other_clock.take_due(3600) == (1,)
        assert not looks.have_missed_a_start()
    finally:
        server.kill()
