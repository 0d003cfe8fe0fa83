"""What took more than one attempt is looked at once more."""

from __future__ import annotations

import pytest
from redis import Redis

from github_app.catching_up import second_looks
from github_app.catching_up.second_looks import BEHIND, SECOND_LOOK, SecondLooks
from github_app.inbox import Inbox, Turn
from github_app.subjects import Prompt, Subject
from github_app.use_cases.attend import attend
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
