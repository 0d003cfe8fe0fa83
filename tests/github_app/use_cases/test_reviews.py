"""Asking for reviews and reminding of them, over HTTP: what is written, and that it is once."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

import pytest
from redis import Redis

from github_app.gateway.recall import Recall
from github_app.moments import Moments
from sandbox.clock import Clock
from sandbox.faults import Fault
from sandbox.issues import Comment
from sandbox.pull_requests import PullRequest
from tests.conftest import RedisServer
from tests.github_app.looking import look
from tests.github_app.use_cases.distortion import distorted
from tests.github_app.use_cases.stage import REPOSITORY, Stage, said, staged

POLICY = """\
checks:
  adr_link: {mode: "off"}
  debt_label: {mode: "off"}
reviews:
"""
ASK = "  ask: {}\n"
NUDGE = "  nudge: {after_hours: 8, escalate_after_hours: 8}\n"
MENTORING = """\
  ask: {mentoring: true}
areas:
  app: {paths: [src/], users: [grace], learners: [acme/learners]}
"""
OWNED = {"src/app.py": "print('bye')\n"}
MONDAY = datetime(2026, 11, 23, 8, 50, tzinfo=UTC)


@pytest.fixture
def stage(redis_server: RedisServer, redis: Redis) -> Iterator[Stage]:
    with staged(redis_server, redis) as made:
        made.world.clock = Clock(MONDAY)
        settings = made.desk.settings.model_copy(update={"time_source": "github"})
        made.desk = replace(made.desk, settings=settings)
        policy(made, ASK)
        yield made


def policy(stage: Stage, reviews: str) -> None:
    files = {".github/plumbline.yml": POLICY + reviews}
    stage.world.push_to_branch("main", files, "Ask", by="linus", repository=REPOSITORY)


def requested(pull: PullRequest) -> list[str]:
    return sorted(person.login for person in pull.requested_people)


def asked_ever(pull: PullRequest) -> list[str]:
    """Everybody the App ever asked, in order."""
    return [
        moment.reviewer.login
        for moment in pull.moments
        if moment.kind == "review_requested" and moment.actor.login == "plumbline[bot]"
    ]


def reminders(stage: Stage, pull: PullRequest) -> list[Comment]:
    return [one for one in pull.comments if "plumbline:review" in one.body]


def opened(stage: Stage, **more: Any) -> PullRequest:
    pull = stage.open(dict(OWNED), **more)
    stage.judge(pull, "pull_request.opened")
    return pull


def test_the_missing_reviewer_is_asked_once_however_often_it_is_judged(stage: Stage) -> None:
    pull = opened(stage)
    assert requested(pull) == ["grace"]
    for event in ("pull_request.review_requested", "pull_request.synchronize"):
        stage.judge(pull, event)
    stage.desk.redis.flushall()
    stage.judge(pull)
    assert asked_ever(pull) == ["grace"]


def test_whom_it_asks_the_verdict_calls_asked_and_nothing_is_written_for_it_later(
    stage: Stage,
) -> None:
    pull = opened(stage)
    run = stage.runs(pull.head_oid)["review_coverage"]
    assert run.title.endswith("all reviews are requested")
    assert "A review of `@grace` is already requested" in run.summary
    assert "asked already" in run.text
    assert said(stage.judge(pull, "pull_request.edited")) == ["query"]


def test_whom_it_asks_has_more_to_do_for_the_next_pull_request(stage: Stage) -> None:
    owners = {".github/CODEOWNERS": "*  @grace @linus\n"}
    stage.world.push_to_branch("main", owners, "Share", by="linus", repository=REPOSITORY)
    pulls = [stage.open({"README.md": f"{n}\n"}, head=f"change-{n}") for n in range(2)]
    for pull in pulls:
        stage.judge(pull, "pull_request.opened")
    assert sorted(asked_ever(pulls[0]) + asked_ever(pulls[1])) == ["grace", "linus"]


def test_asking_rides_in_the_mutation_that_writes_the_verdicts(stage: Stage) -> None:
    opened(stage, head="first")
    again = stage.open({"src/core/engine.py": "POWER = 3\n"}, head="second")
    exchanges = said(stage.judge(again, "pull_request.opened"))
    assert requested(again) == ["grace"]
    assert exchanges.count("mutation") == 1
    assert len(exchanges) <= 3


def test_asking_the_next_one_after_a_review_costs_one_read_and_one_write(stage: Stage) -> None:
    policy(stage, "  ask: {most: 1}\n")
    pull = stage.open({**OWNED, "README.md": "1\n"})
    stage.judge(pull, "pull_request.opened")
    (first,) = requested(pull)
    stage.world.approve(pull.number, by=first)
    exchanges = said(stage.judge(pull, "pull_request_review.submitted"))
    assert sorted(asked_ever(pull)) == ["grace", "linus"]
    assert exchanges == ["query", "mutation"]


def test_nobody_is_asked_on_a_draft_but_once_it_is_ready(stage: Stage) -> None:
    pull = opened(stage, draft=True)
    assert requested(pull) == []
    stage.world.ready_for_review(pull.number)
    stage.judge(pull, "pull_request.ready_for_review")
    assert requested(pull) == ["grace"]


def test_who_was_let_off_is_not_asked_again(stage: Stage) -> None:
    pull = opened(stage)
    stage.world.withdraw_request(pull.number, of="grace", by="ada")
    stage.judge(pull, "pull_request.review_request_removed")
    assert "grace" not in requested(pull)
    assert asked_ever(pull).count("grace") == 1


def test_without_the_setting_nobody_is_asked_or_reminded(stage: Stage) -> None:
    policy(stage, "  away: {}\n")
    pull = opened(stage)
    stage.world.advance(200)
    stage.judge(pull)
    assert (requested(pull), reminders(stage, pull)) == ([], [])


def test_who_is_away_is_not_asked(stage: Stage) -> None:
    policy(stage, "  away: {grace: true}\n  ask: {}\n")
    assert "grace" not in requested(opened(stage))


def test_a_request_that_github_refuses_keeps_no_verdict_back(stage: Stage) -> None:
    wrong = {"account:grace": "U_nobody"}
    Recall(stage.desk.redis, stage.repository.id).put(wrong)
    pull = opened(stage)
    assert requested(pull) == []
    assert stage.conclusions(pull.head_oid)["review_coverage"] == "neutral"
    # What was said in the same mutation is taken back in a turn of its own, and that is the last.
    assert stage.waiting() == [str(pull.number)]
    stage.judge(pull)
    assert "Request a review of" in stage.runs(pull.head_oid)["review_coverage"].summary
    assert stage.waiting() == []


def test_an_account_that_cannot_be_looked_up_keeps_no_verdict_back(stage: Stage) -> None:
    def lose_account(answer: dict[str, Any]) -> None:
        if "login0" in answer["data"]:
            answer["data"]["login0"] = None
            answer["errors"] = [{"message": "Something went wrong", "path": ["login0"]}]

    with distorted(lose_account):
        pull = opened(stage)
    assert requested(pull) == []
    assert stage.conclusions(pull.head_oid)["review_coverage"] == "neutral"
    stage.world.advance(1)
    look(stage.desk)
    assert stage.waiting() == [str(pull.number)]
    stage.judge(pull)
    assert requested(pull) == ["grace"]


@pytest.mark.parametrize("part", ["reviewRequests", "optionalRequests"])
def test_while_nobody_can_tell_who_was_asked_nobody_is(stage: Stage, part: str) -> None:
    def hide(answer: dict[str, Any]) -> None:
        pull = (answer["data"].get("repository") or {}).get("pullRequest") or {}
        if part in pull:
            pull[part] = None

    with distorted(hide):
        pull = opened(stage)
    assert requested(pull) == []
    stage.judge(pull)
    assert requested(pull) == ["grace"]


def test_where_the_check_is_off_nobody_is_asked(stage: Stage) -> None:
    text = (POLICY + ASK).replace("debt_label:", "review_coverage:")
    files = {".github/plumbline.yml": text}
    stage.world.push_to_branch("main", files, "Off", by="linus", repository=REPOSITORY)
    assert requested(opened(stage)) == []


def test_a_learner_is_asked_along(stage: Stage) -> None:
    stage.world.add_account("lea", email="lea@acme.example")
    stage.world.add_team("acme", "learners", ("lea",))
    stage.repository.roles["lea"] = "read"
    policy(stage, MENTORING)
    pull = opened(stage)
    assert requested(pull) == ["grace", "lea"]
    stage.judge(pull, "pull_request.review_requested")
    assert asked_ever(pull) == ["grace", "lea"]


def test_a_reminder_then_the_owners_then_silence(stage: Stage) -> None:
    policy(stage, ASK + NUDGE)
    pull = opened(stage)
    stage.judge(pull, "pull_request.review_requested")
    for hours, count in ((7, 0), (2, 1), (1, 1), (12, 1), (24, 2), (24 * 30, 2)):
        stage.world.advance(hours)
        stage.judge(pull)
        assert len(reminders(stage, pull)) == count, hours
    first, second = reminders(stage, pull)
    assert "@grace" in first.body
    assert "@grace" in second.body
    assert "last reminder" in second.body


def test_nothing_is_said_twice_after_redis_was_wiped(stage: Stage) -> None:
    policy(stage, ASK + NUDGE)
    pull = opened(stage)
    stage.world.advance(9)
    for _ in range(3):
        stage.judge(pull)
        stage.desk.redis.flushall()
    assert len(reminders(stage, pull)) == 1


def test_a_reminder_that_somebody_deleted_is_not_written_again(stage: Stage) -> None:
    policy(stage, ASK + NUDGE)
    pull = opened(stage)
    for kind in ("nudge", "escalation"):
        stage.world.advance(24)
        stage.judge(pull)
        (reminder,) = reminders(stage, pull)
        assert f"review {kind}" in reminder.body
        pull.comments.remove(reminder)
        stage.judge(pull, "issue_comment.deleted")
        assert reminders(stage, pull) == []
    stage.world.advance(24 * 7)
    stage.judge(pull)
    assert reminders(stage, pull) == []


def test_a_reminder_that_github_refused_is_written_later(stage: Stage) -> None:
    policy(stage, ASK + NUDGE)
    pull = opened(stage)
    stage.world.advance(9)
    stage.sandbox.service.faults.add(Fault("field", field="addComment", on="writes"))
    stage.judge(pull)
    # The pretend GitHub wrote it all the same.
    pull.comments.clear()
    stage.judge(pull)
    assert len(reminders(stage, pull)) == 1


def test_a_reminder_is_folded_once_a_review_came(stage: Stage) -> None:
    policy(stage, ASK + NUDGE)
    pull = opened(stage)
    stage.world.advance(9)
    stage.judge(pull)
    stage.world.request_changes(pull.number, by="grace")
    stage.judge(pull, "pull_request_review.submitted")
    (reminder,) = reminders(stage, pull)
    assert reminder.minimized_reason == "resolved"
    stage.world.advance(24 * 30)
    assert said(stage.judge(pull)) == ["query"]


def test_the_clock_comes_back_when_a_reminder_is_due(stage: Stage) -> None:
    policy(stage, ASK + NUDGE)
    pull = opened(stage)
    look(stage.desk)
    clear(stage)
    stage.world.advance(7)
    look(stage.desk)
    assert stage.waiting() == []
    stage.world.advance(2)
    look(stage.desk)
    assert stage.waiting() == [str(pull.number)]


def test_what_is_merged_or_settled_is_waited_for_no_longer(stage: Stage) -> None:
    policy(stage, NUDGE)
    pull = opened(stage)
    stage.world.approve(pull.number, by="grace")
    stage.judge(pull, "pull_request_review.submitted")
    look(stage.desk)
    clear(stage)
    stage.world.advance(100)
    assert Moments(stage.desk.redis).mark_passed(stage.desk.inbox, stage.world.clock.now()) == 0


def test_after_a_wipe_the_look_of_the_clock_finds_who_waits(stage: Stage) -> None:
    policy(stage, ASK + NUDGE)
    pull = opened(stage)
    stage.world.advance(9)
    stage.desk.redis.flushall()
    look(stage.desk)
    stage.attend("repository", "", stage.prompt("a look of the clock"))
    assert str(pull.number) in stage.waiting()
    stage.judge(pull)
    assert len(reminders(stage, pull)) == 1
    clear(stage)
    look(stage.desk)
    assert repositories_waiting(stage) == []


def repositories_waiting(stage: Stage) -> list[bytes]:
    return list(stage.desk.redis.keys("plumbline:events:repository:*"))


def clear(stage: Stage) -> None:
    """What waits in the inbox is forgotten."""
    for key in stage.desk.redis.keys("plumbline:events:*"):
        stage.desk.redis.delete(key)
