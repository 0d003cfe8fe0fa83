"""Looks over repositories: what they mark does not depend on the world's good days.

Each request meets every third trouble; the one after it the next ones.
"""

from __future__ import annotations

from dataclasses import replace

import pytest
from redis import Redis

from github_app.subjects import Subject
from tests.conftest import RedisServer
from tests.github_app.faults.ordeal import Ordeal, ordeal
from tests.github_app.faults.troubles import SLOW, TROUBLES, trouble

NOT_THERE = frozenset({"404", "410", "403 not accessible"})
AN_EMPTY_LIST = "a list"
"""Where a list is asked for, an empty one is an answer."""


def about(kind: str, work: Ordeal) -> Subject:
    if kind == "installation":
        return Subject("sweep", work.subject.installation_id, 0, "")
    if kind == "branch":
        return replace(work.subject, kind="repository", detail="main")
    return work.subject


def marked(work: Ordeal) -> list[bytes]:
    return sorted(work.redis.keys("plumbline:events:*"))


def meet(work: Ordeal, name: str, request: int) -> None:
    faults = work.stage.sandbox.service.faults
    faults.clear()
    work.begin()
    faults.add(trouble(name, skip=request))
    work.turn()
    spoilt, excused = (int(work.state.get(k, 0)) for k in (b"attempt", b"excused"))
    # The App may not reach that repository (422), or one that is asked for is not there.
    is_refused = name in NOT_THERE or (name, request) == ("422", 0)
    assert spoilt == excused or is_refused, f"{name} at {request}: {work.state}"
    work.forget_dead_credentials_of_the_app()
    work.let_time_pass()
    if work.is_waiting:
        work.settle()
    assert work.dead_letters == []


@pytest.mark.parametrize("kind", ["installation", "repository", "branch"])
def test_the_same_is_marked_whatever_went_wrong(
    kind: str, redis_server: RedisServer, redis: Redis
) -> None:
    with ordeal("sweep", redis_server, redis) as work:
        work.subject = about(kind, work)
        work.begin()
        work.settle()
        requests, calm = work.stage.sandbox.service.exchanges.count, marked(work)
        assert calm
        for request in range(requests):
            for name in list(TROUBLES)[request::3]:
                if name not in (SLOW, AN_EMPTY_LIST):
                    meet(work, name, request)
                    assert marked(work) == calm, f"{name} at {request}"
