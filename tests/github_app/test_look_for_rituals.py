"""Looks mark the repositories where something may be due by the calendar, and no others."""

from __future__ import annotations

import time
from collections.abc import Iterator

import pytest
from redis import Redis

from github_app.catching_up.looks import Looks
from github_app.failures import WorldFailure
from github_app.gateway.recall import Recall
from github_app.gateway.rituals.kept import read_kept, remember_kept
from sandbox.faults import Fault
from tests.conftest import RedisServer
from tests.github_app.looking import look
from tests.github_app.ritual_town import POLICY, POLICY_PATH, Town, ritual_town


@pytest.fixture
def town(redis: Redis, redis_server: RedisServer) -> Iterator[Town]:
    with ritual_town(redis, redis_server.url) as made:
        yield made


def marked(town: Town) -> list[str]:
    """The repositories a worker would look at now."""
    for key in town.redis.keys("plumbline:events:*"):
        town.redis.delete(key)
    town.redis.delete("plumbline:due")
    look(town.desk)
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


def test_what_stands_is_not_looked_at_again_until_the_next_occurrence(town: Town) -> None:
    assert marked(town) == ["acme/shop"]
    town.look()
    assert marked(town) == []
    town.world.advance(6 * 7 * 24)
    assert marked(town) == ["acme/shop"]


def test_words_below_an_issue_come_at_their_time_too_and_then_there_is_silence(
    town: Town,
) -> None:
    town.look()
    assert marked(town) == []
    town.world.advance(3 * 24 + 1)
    assert marked(town) == ["acme/shop"]
    town.let_claim_expire()
    town.look()
    (issue,) = town.issues
    (comment,) = issue.comments
    assert "Nothing shows yet that this was held" in comment.body
    town.world.advance(7 * 24)
    assert marked(town) == []


def test_a_snooze_moves_the_time_of_the_next_look(town: Town) -> None:
    town.look()
    town.world.comment(town.issues[0].number, "/snooze 1w", by="alice")
    town.let_claim_expire()
    town.look()
    town.world.advance(3 * 24 + 1)
    assert marked(town) == []
    town.world.advance(4 * 24)
    assert marked(town) == ["acme/shop"]


@pytest.mark.parametrize("many", [101, pytest.param(500, marks=pytest.mark.soak)])
def test_with_nothing_due_a_look_costs_a_request_for_each_hundred_repositories(
    town: Town, many: int
) -> None:
    town.look()
    held = read_kept(Recall(town.redis, town.shop.id))
    assert held is not None
    for number in range(many - 1):
        add_repository(town, f"acme/r{number}", POLICY)
        place = town.world.repository(f"acme/r{number}")
        remember_kept(Recall(town.redis, place.id), held)
    look(town.desk)
    town.world.advance(1)
    town.requests()
    assert marked(town) == []
    asked = town.requests()
    assert asked.count("query") == -(-many // 100)
    assert len(asked) <= 1 + 1 + -(-many // 100)
    # Three days later each of them wants a word below its issue.
    town.world.advance(3 * 24)
    assert len(marked(town)) == many


def test_a_changed_rhythm_is_noticed_without_an_event(town: Town) -> None:
    town.look()
    town.policy(POLICY.replace("every_weeks: 6", "every_weeks: 2"))
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


def next_look(town: Town) -> float:
    """Seconds until the installation is looked at again."""
    name = str(town.subject.installation_id)
    when = town.redis.zscore("plumbline:looks", name)
    assert when is not None
    return when - time.time()


def test_the_next_look_comes_when_the_next_ritual_falls_due(town: Town) -> None:
    town.look()
    town.world.close_issue(town.issues[0].number, by="alice")
    town.let_claim_expire()
    town.look()
    # From noon UTC on 26 October to twenty minutes before nine in Berlin on 7 December.
    town.world.advance(42 * 24 - 4 - 1 / 3)
    look(town.desk)
    assert next_look(town) == pytest.approx(1_200, abs=60)


def test_without_anything_due_the_next_look_comes_after_the_usual_time(town: Town) -> None:
    town.policy("comment: never\n")
    look(town.desk)
    assert next_look(town) == pytest.approx(3_600, abs=60)


def test_trouble_with_reading_is_for_the_turn_to_be_taken_again(town: Town) -> None:
    town.running.service.faults.add(Fault("status", on="reads", path="graphql"))
    with pytest.raises(WorldFailure):
        look(town.desk)


def test_when_installations_cannot_be_listed_they_are_soon_listed_again(town: Town) -> None:
    town.running.service.faults.add(Fault("status", path="app/installations"))
    look(town.desk)
    when = town.redis.zscore("plumbline:looks", "listing")
    assert when is not None
    assert when - time.time() == pytest.approx(60, abs=20)
    Looks(town.redis).list_again(0)
    assert marked(town) == ["acme/shop"]


def test_archived_repositories_and_suspended_installations_are_left_out(town: Town) -> None:
    add_repository(town, "acme/old", POLICY)
    town.world.repository("acme/old").archived = True
    assert marked(town) == ["acme/shop"]
    town.world.suspend("acme")
    town.requests()
    assert marked(town) == []
    assert town.requests() == ["GET /app", "GET /app/installations"]


def test_trouble_with_one_installation_does_not_hide_the_others(town: Town) -> None:
    town.world.add_account("umbrella", "Organization")
    town.world.install("umbrella")
    add_repository(town, "umbrella/labs", POLICY)
    town.world.uninstall("acme")
    assert marked(town) == ["umbrella/labs"]
