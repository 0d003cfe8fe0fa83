"""The clock's look marks the repositories where something may be due, and no others."""

from __future__ import annotations

import math
from collections.abc import Iterator

import pytest
from redis import Redis

from github_app.gateway.rituals.installations import installations_and_repositories
from github_app.use_cases.look_for_rituals import Looked, look_for_rituals
from sandbox.faults import Fault
from tests.conftest import RedisServer
from tests.github_app.ritual_town import POLICY, POLICY_PATH, Town, ritual_town


@pytest.fixture
def town(redis: Redis, redis_server: RedisServer) -> Iterator[Town]:
    with ritual_town(redis, redis_server.url) as made:
        yield made


def marked(town: Town) -> list[str]:
    """The repositories a worker would look at now."""
    town.desk.redis.delete("plumbline:due")
    look_for_rituals(town.desk)
    repositories = {f":{r.id}:": name for name, r in town.world.repositories.items()}
    found = town.redis.zrange("plumbline:due", 0, -1)
    return [name for part, name in repositories.items() for key in found if part in key.decode()]


def add_repository(town: Town, name: str, policy: str | None) -> None:
    town.world.add_repository(name).roles["alice"] = "admin"
    files = {"readme.md": "hello"} | ({POLICY_PATH: policy} if policy else {})
    town.world.push_to_branch("main", files, "Begin", by="alice", repository=name)


def test_only_repositories_that_ask_for_something_due_are_marked(town: Town) -> None:
    add_repository(town, "acme/quiet", None)
    add_repository(town, "acme/later", POLICY.replace("2026-01-05", "2027-01-04"))
    add_repository(town, "acme/checks-only", "comment: never\n")
    assert marked(town) == ["acme/shop"]


def test_many_repositories_cost_few_requests(town: Town) -> None:
    for number in range(5):
        add_repository(town, f"acme/quiet-{number}", None)
    town.requests()
    look_for_rituals(town.desk)
    assert town.requests() == ["GET /app/installations", "GET /installation/repositories", "query"]


def test_what_stands_is_not_looked_at_again_until_the_next_occurrence(town: Town) -> None:
    assert marked(town) == ["acme/shop"]
    town.look()
    assert marked(town) == []
    town.world.advance(6 * 7 * 24)
    assert marked(town) == ["acme/shop"]


def test_after_a_wipe_everything_due_is_looked_at_once_more(town: Town) -> None:
    town.look()
    town.redis.flushall()
    assert marked(town) == ["acme/shop"]
    town.look()
    assert len(town.issues) == 1
    assert marked(town) == []


def test_the_look_tells_the_worker_what_to_ask_so_that_one_read_suffices(town: Town) -> None:
    assert marked(town) == ["acme/shop"]
    town.requests()
    town.look()
    assert town.requests() == ["query", "mutation", "mutation"]


def test_a_broken_policy_is_judged_by_the_last_good_one(town: Town) -> None:
    town.look()
    town.policy("rituals: [nonsense")
    assert marked(town) == []
    town.world.advance(6 * 7 * 24)
    assert marked(town) == ["acme/shop"]


def test_a_broken_policy_nothing_is_known_about_is_looked_at(town: Town) -> None:
    town.policy("rituals: [nonsense")
    assert marked(town) == ["acme/shop"]


def test_the_next_look_comes_when_the_next_ritual_falls_due(town: Town) -> None:
    town.look()
    looked = look_for_rituals(town.desk)
    # From noon UTC on 26 October to nine in Berlin on 7 December.
    assert looked.again_in == pytest.approx(42 * 86_400 - 4 * 3_600, abs=60)


def test_without_rituals_nothing_is_waited_for(town: Town) -> None:
    town.policy("comment: never\n")
    assert look_for_rituals(town.desk) == Looked(0, math.inf)


def test_after_trouble_with_reading_the_next_look_comes_soon(town: Town) -> None:
    town.running.service.faults.add(Fault("status", on="reads", path="graphql"))
    assert look_for_rituals(town.desk) == Looked(0, 60)


def test_archived_repositories_and_suspended_installations_are_left_out(town: Town) -> None:
    add_repository(town, "acme/old", POLICY)
    town.world.repository("acme/old").archived = True
    assert [r.full_name for r in installations_and_repositories(town.desk)] == ["acme/shop"]
    town.world.suspend("acme")
    assert list(installations_and_repositories(town.desk)) == []


def test_trouble_with_one_installation_does_not_hide_the_others(town: Town) -> None:
    town.world.add_account("umbrella", "Organization")
    town.world.install("umbrella")
    add_repository(town, "umbrella/labs", POLICY)
    town.running.service.faults.add(Fault("status", path="installation/repositories", times=1))
    assert marked(town) == ["umbrella/labs"]
