"""The lease of a turn that goes on is renewed; that of a dead process runs out."""

from __future__ import annotations

import os
import time

import pytest
from redis import Redis

from github_app import lease_keeper
from github_app.inbox import Inbox, Turn
from github_app.lease_keeper import LeaseKeeper
from github_app.subjects import Prompt, Subject
from tests.github_app.test_inbox import Bell

SUBJECT = Subject("pull_request", 1, 2, "3")


@pytest.fixture
def inbox(redis: Redis) -> Inbox:
    return Inbox(redis, Bell(), lease=0.6, bell=0.3, pace=0.01)


def begun(inbox: Inbox) -> Turn:
    inbox.mark(SUBJECT, Prompt("push", "acme/shop"))
    turn = inbox.begin(SUBJECT)
    assert turn is not None
    return turn


def test_a_turn_longer_than_its_lease_is_not_overtaken(inbox: Inbox) -> None:
    turn = begun(inbox)
    with LeaseKeeper(inbox, every=0.1).keeping(turn):
        time.sleep(1.0)
        assert inbox.ring_due() == 0
        assert inbox.holds(turn)
    time.sleep(0.8)
    inbox.ring_due()
    assert not inbox.holds(turn)


def test_a_turn_that_never_ends_loses_its_lease(
    inbox: Inbox, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(lease_keeper, "LONGEST_SECONDS", 0.2)
    turn = begun(inbox)
    with LeaseKeeper(inbox, every=0.1).keeping(turn):
        time.sleep(1.1)
        inbox.ring_due()
        assert not inbox.holds(turn)


def test_a_killed_process_renews_nothing(inbox: Inbox, redis: Redis) -> None:
    turn = begun(inbox)
    redis.close()
    child = os.fork()
    if not child:
        with LeaseKeeper(inbox, every=0.1).keeping(turn):
            time.sleep(30)
        os._exit(0)
    try:
        time.sleep(0.8)
        assert inbox.holds(turn)
    finally:
        os.kill(child, 9)
        os.waitpid(child, 0)
    time.sleep(0.7)
    inbox.ring_due()
    assert not inbox.holds(turn)
