"""What took more than one attempt is looked at once more."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from redis import Redis

from github_app.catching_up import second_looks
from github_app.catching_up.second_looks import BEHIND, SECOND_LOOK, STILL_BEHIND, SecondLooks
from github_app.inbox import Inbox, Turn
from github_app.subjects import Prompt, Subject
from github_app.use_cases.attend import attend
from sandbox.clock import iso
from tests.github_app.use_cases.distortion import distorted
from tests.github_app.use_cases.stage import Bells, Stage

SEVEN = Subject("pull_request", 1, 2, "7")
PROMPT = Prompt("push", "acme/shop", "delivery", base_name="main", again=True)


@pytest.fixture
def inbox(redis: Redis, monkeypatch: pytest.MonkeyPatch) -> Inbox:
    monkeypatch.setattr(second_looks, "AFTER_SECONDS", 0.0)
    return Inbox(redis, Bells(), pace=0.001)


def test_a_second_attempt_is_followed_by_a_second_look_and_that_by_none(
    redis: Redis, inbox: Inbox
) -> None:
    looks = SecondLooks(redis)
    looks.expect(Turn(SEVEN, PROMPT, "token", attempt=2))
    assert looks.mark_due(inbox) == 1
    turn = inbox.begin(SEVEN)
    assert turn is not None
    assert turn.prompt == Prompt(SECOND_LOOK, "acme/shop", base_name="main", background=True)
    looks.expect(turn)
    assert looks.mark_due(inbox) == 0


def test_what_went_well_at_once_is_not_looked_at_again(redis: Redis, inbox: Inbox) -> None:
    looks = SecondLooks(redis)
    looks.expect(Turn(SEVEN, PROMPT, "token", attempt=1))
    looks.expect(Turn(Subject("rituals", 1, 2, ""), PROMPT, "token", attempt=2))
    assert looks.mark_due(inbox) == 0


def test_what_keepers_read_because_of_an_event_is_read_once_more(
    redis: Redis, inbox: Inbox
) -> None:
    looks, ledger = SecondLooks(redis), Subject("debt", 1, 2, "")
    looks.expect(Turn(ledger, PROMPT, "token", attempt=1))
    assert looks.mark_due(inbox) == 0
    inbox.mark(ledger, Prompt("issues.closed", "acme/shop", "delivery"))
    told = inbox.begin(ledger)
    assert told is not None
    looks.expect(told)
    inbox.finish(told)
    redis.delete(f"plumbline:pause:{ledger.key}")
    assert looks.mark_due(inbox) == 1
    again = inbox.begin(ledger)
    assert again is not None
    assert again.prompt.event == BEHIND
    looks.expect(again)
    assert looks.mark_due(inbox) == 0


def test_a_verdict_that_arrived_late_is_put_right(
    stage: Stage, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(second_looks, "AFTER_SECONDS", 0.0)
    pull = stage.open({"src/core/engine.py": "POWER = 2\n"})
    stage.judge(pull)
    late = {run.id: (run.conclusion, run.external_id) for run in stage.runs(pull.head_oid).values()}
    stage.world.edit(pull.number, body="Decided in ADR-1.")
    stage.judge(pull)
    assert stage.conclusions(pull.head_oid)["adr_link"] == "success"
    for run in stage.runs(pull.head_oid).values():
        run.conclusion, run.external_id = late.get(run.id, (run.conclusion, run.external_id))

    looks, subject = SecondLooks(stage.desk.redis), stage.subject(pull)
    looks.expect(Turn(subject, stage.prompt("pull_request.edited"), "token", attempt=2))
    looks.mark_due(stage.desk.inbox)
    stage.desk.redis.delete(f"plumbline:pause:{subject.key}")
    turn = stage.desk.inbox.begin(subject)
    assert turn is not None
    attend(turn, stage.desk)
    assert stage.conclusions(pull.head_oid)["adr_link"] == "success"


@pytest.mark.parametrize("event", ["pull_request.edited", "pull_request.reopened"])
def test_what_github_told_of_before_it_shows_it_is_looked_for_again(
    stage: Stage, monkeypatch: pytest.MonkeyPatch, event: str
) -> None:
    monkeypatch.setattr(second_looks, "SOON_SECONDS", 0.0)
    pull = stage.open({"src/core/engine.py": "POWER = 2\n"})
    stage.judge(pull)
    if event == "pull_request.reopened":
        stage.world.close(pull.number)
    before, state = iso(pull.updated_at), pull.state.upper()

    def show_before(answer: dict[str, Any]) -> None:
        shown = (answer["data"].get("repository") or {}).get("pullRequest")
        if shown:
            shown.update(updatedAt=before, body="", state=state)

    stage.world.clock.advance(timedelta(minutes=1))
    if event == "pull_request.reopened":
        stage.world.reopen(pull.number)
    stage.world.edit(pull.number, body="Decided in ADR-1.")
    with distorted(show_before):
        stage.judge(pull, event, changed=pull.updated_at.timestamp())
    assert stage.conclusions(pull.head_oid)["adr_link"] == "failure"
    assert attend_again(stage, stage.subject(pull)) == BEHIND
    assert stage.conclusions(pull.head_oid)["adr_link"] == "success"
    assert SecondLooks(stage.desk.redis).mark_due(stage.desk.inbox) == 0


def test_where_github_stays_behind_it_is_looked_at_once_later_and_no_more(
    stage: Stage, monkeypatch: pytest.MonkeyPatch
) -> None:
    pull = stage.open({"src/core/engine.py": "POWER = 2\n"})
    monkeypatch.setattr(second_looks, "SOON_SECONDS", 0.0)
    stage.judge(pull, changed=pull.updated_at.timestamp() + 1)
    assert attend_again(stage, stage.subject(pull)) == BEHIND
    looks = SecondLooks(stage.desk.redis)
    assert looks.mark_due(stage.desk.inbox) == 0
    monkeypatch.setattr(second_looks, "AFTER_SECONDS", 0.0)
    stage.judge(pull, BEHIND, changed=pull.updated_at.timestamp() + 1)
    assert attend_again(stage, stage.subject(pull)) == STILL_BEHIND
    assert looks.mark_due(stage.desk.inbox) == 0

    # Its times do not agree, so that the next events are believed at once.
    stage.judge(pull, changed=pull.updated_at.timestamp() + 1)
    assert looks.mark_due(stage.desk.inbox) == 0


def attend_again(stage: Stage, subject: Subject) -> str:
    """Attends to the second look that is due now; what made us look."""
    assert SecondLooks(stage.desk.redis).mark_due(stage.desk.inbox) == 1
    stage.desk.redis.delete(f"plumbline:pause:{subject.key}")
    turn = stage.desk.inbox.begin(subject)
    assert turn is not None
    attend(turn, stage.desk)
    stage.desk.inbox.finish(turn)
    return turn.prompt.event
