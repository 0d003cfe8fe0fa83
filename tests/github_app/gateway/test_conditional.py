"""What did not change is not sent again."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from redis import Redis

from github_app.gateway.conditional import Kept, KeptAnswer
from tests.conftest import RedisServer
from tests.github_app.use_cases.stage import Stage, staged

PATH = "/installation/repositories"


@pytest.fixture
def stage(redis_server: RedisServer, redis: Redis) -> Iterator[Stage]:
    with staged(redis_server, redis) as made:
        yield made


def names(data: Any) -> list[str]:
    return [entry["name"] for entry in data["repositories"]]


def ask(stage: Stage, per_page: int = 100) -> tuple[KeptAnswer, int, int]:
    """The answer, its status, and what is left of the hourly limit."""
    github = stage.desk.github.installation(stage.installation.id, 0)
    kept = Kept(stage.desk.redis, "somebody")
    answer = kept.get(github, PATH, {"per_page": per_page, "page": 1}, names)
    exchange = stage.sandbox.service.exchanges.last()[-1]
    return answer, exchange.status, int(exchange.response_headers["x-ratelimit-remaining"])


def test_the_second_time_costs_nothing_and_says_the_same(stage: Stage) -> None:
    first, status, left = ask(stage)
    assert (first.data, status) == (["shop"], 200)
    assert ask(stage) == (first, 304, left)
    stage.world.add_repository("acme/other")
    assert ask(stage)[:2] == (KeptAnswer(["shop", "other"], goes_on=False), 200)


def test_pages_are_told_apart_and_know_whether_another_follows(stage: Stage) -> None:
    stage.world.add_repository("acme/other")
    for _ in range(2):
        assert ask(stage, per_page=1)[0].goes_on
        assert not ask(stage)[0].goes_on


def test_what_cannot_be_read_in_redis_is_asked_for_anew(stage: Stage, redis: Redis) -> None:
    ask(stage)
    for key in redis.keys("plumbline:kept:*"):
        redis.set(key, b"rubbish")
    assert ask(stage)[1] == 200
