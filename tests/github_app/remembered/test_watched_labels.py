"""Which keeper an issue's labels concern."""

from __future__ import annotations

import pytest
from redis import Redis

from github_app.remembered.watched_labels import WatchedLabels


@pytest.fixture
def watched(redis: Redis) -> WatchedLabels:
    return WatchedLabels(redis, 7)


def test_an_issue_concerns_those_who_watch_any_of_its_labels(watched: WatchedLabels) -> None:
    watched.keep("debt", ["debt", "tech debt"])
    watched.keep("postmortems", ["incident"])
    watched.keep("rituals", ["ritual"])
    assert watched.kinds_for(["bug", "Tech Debt", "INCIDENT"]) == {"debt", "postmortems"}


def test_without_labels_or_without_memory_nobody_is_concerned(
    watched: WatchedLabels, redis: Redis
) -> None:
    watched.keep("debt", ["debt"])
    assert watched.kinds_for([]) == frozenset()
    assert WatchedLabels(redis, 8).kinds_for(["debt"]) == frozenset()


def test_what_is_kept_replaces_what_was_kept_before(watched: WatchedLabels) -> None:
    watched.keep("debt", ["debt"])
    watched.keep("debt", ["owed"])
    assert watched.kinds_for(["debt"]) == frozenset()
    assert watched.kinds_for(["owed"]) == {"debt"}
    watched.keep("debt", [])
    assert watched.kinds_for(["owed"]) == frozenset()


def test_what_another_version_left_behind_is_passed_over(
    watched: WatchedLabels, redis: Redis
) -> None:
    watched.keep("debt", ["debt"])
    redis.hset("plumbline:watched-labels:7", "rituals", b"\xff{")
    redis.hset("plumbline:watched-labels:7", "juggling", b'["debt"]')
    assert watched.kinds_for(["debt"]) == {"debt"}
