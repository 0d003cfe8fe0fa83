"""Whatever the world does at any request: the right verdict follows, and nothing comes twice."""

from __future__ import annotations

import time
from collections import Counter
from typing import Any

import pytest
from redis import Redis

from github_app.rate_limits.installation_pause import pause_left
from tests.conftest import RedisServer
from tests.github_app.faults.ordeal import PATIENCE_SECONDS, Ordeal, ordeal
from tests.github_app.faults.troubles import (
    LATE_SECONDS,
    ONLY_OF_GRAPHQL,
    SLOW,
    TROUBLES,
    WAITS,
    trouble,
)

REQUESTS = {"pull_request": 9, "rituals": 5, "decisions": 10, "merge_group": 9}
"""How many requests a turn of each kind makes on a calm day, token and all."""
PLACES = [(kind, n) for kind, many in REQUESTS.items() for n in range(many)]
SOME = [
    *((*PLACES[number * 5 % len(PLACES)], name) for number, name in enumerate(TROUBLES)),
    # The verdicts stand, and only annotations are missing.
    ("pull_request", 8, "403 spent"),
]
"""Every trouble once, and every request at least once."""
EVERYTHING = [(*place, name) for place in PLACES for name in TROUBLES]
Outcome = tuple[dict[str, Any], Counter[str]]
CALM: dict[str, Outcome] = {}


def calm_day(kind: str, redis_server: RedisServer, redis: Redis) -> Outcome:
    """Verdicts and creations when nothing goes wrong."""
    if kind not in CALM:
        with ordeal(kind, redis_server, redis) as work:
            work.begin()
            work.settle()
            assert work.stage.sandbox.service.exchanges.count == REQUESTS[kind]
            CALM[kind] = work.verdicts(), work.created()
    return CALM[kind]


def suffer(work: Ordeal, name: str, request: int) -> None:
    work.begin()
    work.stage.sandbox.service.faults.add(trouble(name, skip=request))
    work.turn()
    # What a few seconds of waiting would do by themselves.
    if name == "401 for that token":
        work.forget_dead_credentials_of_the_app()
    if name == SLOW:
        time.sleep(LATE_SECONDS - PATIENCE_SECONDS)
    if name in WAITS and work.is_waiting and work.met_by(only_graphql=name in ONLY_OF_GRAPHQL):
        assert work.waits[0] > WAITS[name] - 5
        assert pause_left(work.redis, work.subject.installation_id) > WAITS[name] - 5
        work.stage.sandbox.service.exchanges.reset()
        work.turn()
        assert work.stage.sandbox.service.exchanges.count == 0
    work.let_time_pass()
    if work.is_waiting:
        work.settle()


def check(kind: str, request: int, name: str, redis_server: RedisServer, redis: Redis) -> None:
    verdicts, created = calm_day(kind, redis_server, redis)
    asked = {"patience": PATIENCE_SECONDS} if name == SLOW else {}
    with ordeal(kind, redis_server, redis, **asked) as work:
        suffer(work, name, request)
        for seen in work.seen:
            wrong = {run for run, told in seen.items() if told != verdicts.get(run)}
            # Where a permission seems to be missing, that is said beside the verdicts.
            assert wrong <= {"plumbline/policy"}
        assert work.dead_letters == []
        assert work.verdicts() | verdicts == work.verdicts()
        assert set(work.created() - created) <= {"plumbline/policy"}
        assert not created - work.created()


@pytest.mark.parametrize(("kind", "request_number", "name"), SOME)
def test_the_worlds_failures_are_not_verdicts(
    kind: str, request_number: int, name: str, redis_server: RedisServer, redis: Redis
) -> None:
    check(kind, request_number, name, redis_server, redis)


@pytest.mark.soak
@pytest.mark.parametrize(("kind", "request_number", "name"), EVERYTHING)
def test_at_every_request_every_trouble(
    kind: str, request_number: int, name: str, redis_server: RedisServer, redis: Redis
) -> None:
    check(kind, request_number, name, redis_server, redis)
