"""What a process spends is seen at each request and told once after the turn."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from redis import Redis

from github_app.gateway.observer import Exchange
from github_app.rate_limits.allowance import Allowance
from github_app.rate_limits.installation_pause import TROUBLE, note_failure, pause_left
from github_app.rate_limits.points import Points
from github_app.rate_limits.spending import Spending
from tests.github_app.rate_limits.test_allowance import headers

A, B = 1, 2


def exchange(kind: Any = "query", status: int = 200, said: Any = None, **more: Any) -> Exchange:
    wishes = {"installation_id": A, "verb": "POST", "path": "", **more}
    return Exchange(kind=kind, status=status, headers=said or {}, seconds=0.1, **wishes)


@contextmanager
def round_trips(redis: Redis, most: int) -> Iterator[None]:
    before = redis.info("commandstats")
    yield
    after = redis.info("commandstats")
    calls = sum(each["calls"] for each in after.values()) - sum(
        each["calls"] for each in before.values()
    )
    assert calls <= most


def test_nothing_is_told_where_github_was_not_asked(redis: Redis) -> None:
    with round_trips(redis, 1):
        Spending(redis).write_down()


def test_what_is_left_is_told_once_for_all_requests(redis: Redis) -> None:
    spending = Spending(redis)
    for left in (4_900, 4_899, 4_898):
        spending.saw(exchange(said=headers(left, 600)))
    spending.write_down()
    assert [s.remaining for s in Allowance(redis).read_all()] == [4_898]


def test_nobody_asks_for_an_installation_that_has_nothing_left_until_the_reset(
    redis: Redis,
) -> None:
    spending = Spending(redis)
    spending.saw(exchange(said=headers(0, 600)))
    spending.saw(exchange(said=headers(5, 600), installation_id=B))
    spending.write_down()
    assert 590 < pause_left(redis, A) <= 601
    assert pause_left(redis, B) == 0


def test_an_answer_ends_the_doubt_about_an_installation_unless_the_work_failed(
    redis: Redis,
) -> None:
    spending = Spending(redis)
    for _ in range(TROUBLE):
        note_failure(redis, A)
    spending.saw(exchange())
    spending.write_down(well=False)
    assert redis.exists("plumbline:trouble:1")
    spending.saw(exchange(status=502))
    spending.write_down()
    assert redis.exists("plumbline:trouble:1")
    spending.saw(exchange())
    spending.write_down()
    assert not redis.exists("plumbline:trouble:1")


@pytest.mark.parametrize(
    ("kind", "path", "verb", "allowed"),
    [
        ("query", "", "POST", 1_800),
        ("mutation", "", "POST", 360),
        ("rest", "/repos/acme/shop/pulls/1/files", "GET", 800),
        ("rest", "/repos/acme/shop/check-runs", "POST", 160),
    ],
)
def test_the_points_of_a_minute_are_not_exceeded(
    redis: Redis, kind: Any, path: str, verb: str, allowed: int
) -> None:
    spending = Spending(redis)
    for number in range(allowed + 40):
        spending.saw(exchange(kind, path=path, verb=verb))
        if number == allowed - 1:
            spending.write_down()
            assert pause_left(redis, A) == 0
    spending.write_down()
    assert 50 < pause_left(redis, A) <= 60


def test_points_of_several_processes_add_up(redis: Redis) -> None:
    here, there = Points(redis), Points(redis)
    assert here.add(A, "rest", 400) == 0
    assert there.add(A, "rest", 400) == 0
    assert here.add(A, "rest", 20) > 50
    assert here.add(A, "graphql", 20) == 0
    assert there.add(B, "rest", 20) == 0


def test_a_token_costs_the_installation_nothing(redis: Redis) -> None:
    spending = Spending(redis)
    spending.saw(exchange("token", said=headers(0, 600)))
    spending.write_down()
    assert redis.keys() == []
