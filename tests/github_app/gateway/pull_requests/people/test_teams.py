"""Members of teams are remembered, for as long as what is remembered may be right."""

from __future__ import annotations

import time

import pytest
from redis import Redis

from github_app.gateway.pull_requests.people.teams import TeamCache


def test_a_team_that_could_not_be_seen_is_asked_for_again_within_minutes(
    redis: Redis, monkeypatch: pytest.MonkeyPatch
) -> None:
    cache, now = TeamCache(redis, 1), time.time()
    cache.put({"acme/hidden": None, "acme/known": frozenset({"ada"})}, now)
    both = ["acme/hidden", "acme/known"]
    assert set(cache.get(both)) == set(both)
    monkeypatch.setattr(time, "time", lambda: now + 310)
    assert cache.get(both) == {"acme/known": frozenset({"ada"})}
