"""What GitHub said is left, for all processes."""

from __future__ import annotations

import time
from email.utils import formatdate

import pytest
from redis import Redis

from github_app.rate_limits.allowance import Allowance, limit_told


def headers(remaining: int, reset_in: float, skew: float = 0.0) -> dict[str, str]:
    now = time.time() + skew
    return {
        "date": formatdate(now, usegmt=True),
        "x-ratelimit-limit": "5000",
        "x-ratelimit-remaining": str(remaining),
        "x-ratelimit-reset": str(int(now + reset_in)),
        "x-ratelimit-resource": "graphql",
    }


def test_the_latest_word_about_each_resource_is_kept(redis: Redis) -> None:
    allowance, reset = Allowance(redis), time.time() + 600
    allowance.note(1, "core", 5000, 4000, reset)
    allowance.note(1, "graphql", 5000, 10, reset)
    allowance.note(1, "core", 5000, 3999, reset)
    found = {(s.installation_id, s.resource): s.remaining for s in allowance.read_all()}
    assert found == {(1, "core"): 3999, (1, "graphql"): 10}


def test_after_the_reset_everything_is_left_again_and_a_day_later_it_is_forgotten(
    redis: Redis,
) -> None:
    allowance = Allowance(redis)
    allowance.note(1, "core", 5000, 7, time.time() - 5)
    allowance.note(2, "core", 5000, 7, time.time() - 90_000)
    assert [(s.installation_id, s.remaining) for s in allowance.read_all()] == [(1, 5000)]
    assert redis.hkeys("plumbline:allowance") == [b"1:core"]


def test_less_than_a_fifth_is_scarce_until_the_reset(redis: Redis) -> None:
    allowance = Allowance(redis)
    assert allowance.is_scarce(1) == 0
    allowance.note(1, "core", 5000, 1000, time.time() + 600)
    assert allowance.is_scarce(1) == 0
    allowance.note(1, "graphql", 5000, 999, time.time() + 600)
    assert 590 < allowance.is_scarce(1) <= 600
    assert allowance.is_scarce(2) == 0


def test_a_clock_that_is_wrong_here_does_no_harm() -> None:
    standing = limit_told(1, headers(50, 600, skew=7_200))
    assert standing is not None
    assert 590 < standing.seconds_until_reset(time.time()) <= 601


def test_headers_that_say_nothing_are_no_standing() -> None:
    assert limit_told(1, {}) is None
    assert limit_told(1, {**headers(1, 1), "x-ratelimit-limit": "many"}) is None


@pytest.mark.parametrize("rubbish", [b"", b"\xff", b"null", b"[]", b'["x", "y", "z"]'])
def test_rubbish_is_forgotten(redis: Redis, rubbish: bytes) -> None:
    allowance = Allowance(redis)
    allowance.note(1, "core", 5000, 7, time.time() + 600)
    redis.hset("plumbline:allowance", "1:graphql", rubbish)
    redis.hset("plumbline:allowance", b"\xff", rubbish)
    assert allowance.is_scarce(1) > 0
    assert [one.resource for one in allowance.read_all()] == ["core"]
    assert redis.hkeys("plumbline:allowance") == [b"1:core"]
