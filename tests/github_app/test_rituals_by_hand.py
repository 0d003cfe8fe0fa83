"""What people do to the issues of rituals, and repositories that refuse them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from redis import Redis

from github_app.events import Ignored, read_event
from github_app.events.delivery import Delivery, Identity
from github_app.events.payload import Payload
from github_app.events.sightings import Sightings
from github_app.failures import WorldFailure
from github_app.gateway.recall import Recall
from github_app.gateway.rituals.kept import read_kept
from sandbox.faults import Fault
from tests.conftest import RedisServer
from tests.github_app.ritual_town import POLICY, Town, ritual_town
from tests.github_app.test_look_for_rituals import marked

SPRINT = "refactor_sprint"
DAY = 24


@pytest.fixture
def town(redis: Redis, redis_server: RedisServer) -> Iterator[Town]:
    with ritual_town(redis, redis_server.url) as made:
        yield made


def look_again(town: Town, *, wiped: bool = False) -> None:
    """Another turn, a minute later."""
    town.let_claim_expire()
    if wiped:
        town.redis.flushall()
    town.look()


def removed(town: Town) -> set[tuple[str, str]]:
    kept = read_kept(Recall(town.redis, town.shop.id))
    assert kept is not None
    return set(kept.removed)


def test_a_deleted_issue_is_not_opened_again_and_known_as_removed(town: Town) -> None:
    town.look()
    town.world.delete_issue(town.issues[0].number, by="alice")
    for _ in range(2):
        look_again(town)
        assert town.issues == []
        assert removed(town) == {(SPRINT, "2026-W44")}
    town.world.advance(6 * 7 * DAY)
    look_again(town)
    assert [issue.title.split(":")[0] for issue in town.issues] == ["Refactor sprint 2026-W50"]


def test_a_transferred_issue_is_not_opened_again(town: Town) -> None:
    town.world.add_repository("acme/elsewhere")
    town.look()
    town.world.transfer_issue(town.issues[0].number, "acme/elsewhere", by="alice")
    look_again(town)
    assert town.issues == []
    assert removed(town) == {(SPRINT, "2026-W44")}


@pytest.mark.parametrize("wiped", [False, True])
@pytest.mark.parametrize(
    "marker",
    [
        "<!-- plumbline:ritual refactor_sprint 2099-W01 day=2099-01-05 -->",
        "<!-- plumbline:ritual refactor_sprint 2026-W99 -->",
        "<!-- plumbline:ritual tech_talk 2026-W44 day=2026-10-26 -->x",
        "gone",
    ],
)
def test_a_tampered_marker_brings_no_second_issue_and_hides_no_later_one(
    town: Town, marker: str, wiped: bool
) -> None:
    town.look()
    (issue,) = town.issues
    issue.body = "\n".join([marker, *issue.body.splitlines()[1:]])
    look_again(town, wiped=wiped)
    assert len(town.issues) == 1
    town.world.advance(6 * 7 * DAY)
    look_again(town)
    assert len(town.issues) == 2


def test_an_issue_nobody_could_recognise_is_known_by_its_number(town: Town) -> None:
    town.look()
    (issue,) = town.issues
    issue.title, issue.body = "Ours", "Edited beyond recognition"
    for _ in range(3):
        look_again(town)
    assert len(town.issues) == 1
    assert removed(town) == set()


@pytest.mark.parametrize("others", [130, 300])
def test_our_issue_is_found_behind_hundreds_of_others_without_label_title_and_memory(
    town: Town, others: int
) -> None:
    town.look()
    (issue,) = town.issues
    town.world.unlabel(issue.number, "refactor-sprint", by="alice")
    issue.title = "Sprint"
    for number in range(others):
        town.world.open_issue(f"Question {number}", by="mallory")
    look_again(town, wiped=True)
    assert len(town.issues) == 1


def test_our_issue_is_found_behind_hundreds_of_our_own_without_label_and_memory(
    town: Town,
) -> None:
    town.look()
    (issue,) = town.issues
    town.world.unlabel(issue.number, "refactor-sprint", by="alice")
    bot = town.world.registered_app().bot
    for number in range(230):
        town.world.open_issue(f"An action {number}", by=bot.login)
    look_again(town, wiped=True)
    assert len(town.issues) == 231


def test_a_repository_without_issues_is_asked_once_a_day_and_loses_nothing(town: Town) -> None:
    town.world.switch_issues(False)
    town.look()
    assert town.issues == []
    assert marked(town) == []
    town.world.advance(DAY + 1)
    assert marked(town) == ["acme/shop"]
    town.world.switch_issues(True)
    look_again(town)
    assert [issue.title.split(":")[0] for issue in town.issues] == ["Refactor sprint 2026-W44"]


def test_where_no_label_can_be_made_the_issue_opens_without_and_says_so(town: Town) -> None:
    for number in range(100 - len(town.shop.labels)):
        town.world.create_label(town.shop, f"label {number}", "ededed", by="alice")
    town.look()
    (issue,) = town.issues
    assert issue.labels == []
    assert "**This issue carries no label:** `refactor-sprint`" in issue.body
    assert "Maximum 100 labels" in issue.body
    look_again(town, wiped=True)
    assert len(town.issues) == 1


def test_a_label_that_vanished_meanwhile_costs_no_fourth_request(town: Town) -> None:
    town.look()
    label = town.shop.labels.pop()
    town.issues[0].labels.remove(label)
    town.world.push_to_branch("main", {"src/till.py": "# TODO round\n"}, "Sell", by="bob")
    town.world.advance(6 * 7 * DAY)
    town.let_claim_expire()
    town.requests()
    town.look()
    assert len(town.requests()) == 3
    assert "carries no label" in town.issues[-1].body
    assert town.shop.label("refactor-sprint") is not None


def test_a_snooze_is_acknowledged_once_and_puts_the_reminder_off(town: Town) -> None:
    town.look()
    (issue,) = town.issues
    asked = town.world.comment(issue.number, "Not yet.\n\n/snooze 1w", by="alice")
    for _ in range(2):
        look_again(town, wiped=True)
    assert [reaction.content for reaction in asked.reactions] == ["THUMBS_UP"]
    town.world.advance(4 * DAY)
    look_again(town)
    assert len(issue.comments) == 1
    town.world.advance(4 * DAY)
    for _ in range(2):
        look_again(town, wiped=True)
    assert len(issue.comments) == 2


@pytest.mark.parametrize(("by", "answers"), [("alice", 1), ("mallory", 0), ("helper[bot]", 0)])
def test_what_is_not_understood_is_answered_once_to_those_who_may_steer(
    town: Town, by: str, answers: int
) -> None:
    town.world.add_account("helper[bot]", "Bot")
    town.shop.roles["helper[bot]"] = "write"
    town.look()
    (issue,) = town.issues
    town.world.comment(issue.number, "/snooze until it suits", by=by)
    for _ in range(2):
        look_again(town, wiped=True)
    assert len(issue.comments) == 1 + answers


def test_three_requests_open_remind_and_answer_in_all_rituals_of_a_repository(town: Town) -> None:
    town.policy(POLICY + "".join(f"  {name}: {{}}\n" for name in WEEKLY))
    marked(town)
    town.requests()
    town.look()
    assert len(town.issues) == 1 + len(WEEKLY)
    assert town.requests() == ["query", "mutation", "mutation"]
    town.world.advance(6 * 7 * DAY)
    for issue in town.issues:
        town.world.comment(issue.number, "/snooze soon", by="alice")
    town.world.push_to_branch("main", {"src/till.py": "# TODO round\n"}, "Sell", by="bob")
    town.let_claim_expire()
    town.look()
    asked = town.requests()
    assert len(town.issues) == 2 * (1 + len(WEEKLY))
    assert asked == ["query", "GET /repos/{owner}/{repo}/compare/{basehead}", "mutation"]
    assert all(issue.comments for issue in town.issues[: 1 + len(WEEKLY)])
    look_again(town)
    assert town.requests() == ["query"]


WEEKLY = ("retrospective", "priorities_review", "blockers_audit", "mentorship_hours", "tech_talk")


def subjects_of(town: Town, heard: list[tuple[str, dict[str, Any]]]) -> list[str]:
    """What the deliveries mean, by the keys of their subjects."""
    us = Identity(7, "plumbline")
    deliveries = (Delivery(event, "d", Payload(payload), us) for event, payload in heard)
    outcomes = [read_event(each, Sightings(town.redis)) for each in deliveries]
    return [s.key for one in outcomes if not isinstance(one, Ignored) for s, _ in one]


def test_github_tells_of_what_people_do_to_our_issues_and_of_no_others(town: Town) -> None:
    town.look()
    heard: list[tuple[str, dict[str, Any]]] = []
    town.world.listeners.append(lambda event, payload, _: heard.append((event, payload)))
    (issue,) = town.issues
    town.world.comment(issue.number, "/snooze 3d", by="alice")
    assert subjects_of(town, heard) == [town.subject.key]
    town.world.unlabel(issue.number, "refactor-sprint", by="alice")
    town.world.delete_issue(issue.number, by="alice")
    assert set(subjects_of(town, heard[1:])) == {town.subject.key}
    heard.clear()
    other = town.world.open_issue("A question", by="mallory")
    town.world.comment(other.number, "/snooze 3d", by="alice")
    town.world.close_issue(other.number, by="alice")
    assert subjects_of(town, heard) == []


def test_below_a_locked_issue_nothing_is_said_and_nobody_tries_for_ever(town: Town) -> None:
    town.look()
    (issue,) = town.issues
    issue.locked = True
    town.world.advance(4 * DAY)
    look_again(town)
    assert issue.comments == []
    assert marked(town) == []
    town.world.advance(6 * 7 * DAY)
    look_again(town)
    assert len(town.issues) == 2


def test_what_github_could_not_write_is_written_an_hour_later(town: Town) -> None:
    town.look()
    (issue,) = town.issues
    town.world.advance(4 * DAY)
    town.running.service.faults.add(Fault("field", field="addComment"))
    look_again(town)
    assert issue.comments == []
    town.world.advance(1.1)
    assert marked(town) == ["acme/shop"]
    look_again(town)
    assert len(issue.comments) == 1


def test_one_ritual_that_cannot_open_does_not_keep_the_others_from_being_known(town: Town) -> None:
    town.policy(POLICY + "  tech_talk: {}\n")
    town.world.create_label(town.shop, "refactor-sprint", "ededed", by="alice")
    town.world.create_label(town.shop, "tech-talk", "ededed", by="alice")
    town.running.service.faults.add(Fault("lost", on="writes"))
    with pytest.raises(WorldFailure):
        town.look()
    assert len(town.issues) == 2
    look_again(town)
    assert len(town.issues) == 2
