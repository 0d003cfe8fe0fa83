"""What nobody can read leaves the inbox as a dead letter, and holds up nothing else."""

from __future__ import annotations

import json
import threading
from typing import Any

import pytest
from redis import Redis

from github_app import clock
from github_app.inbox import Inbox
from github_app.subjects import Prompt, Subject
from tests.github_app.test_inbox import PULL_REQUEST, Bell

EVENTS = f"plumbline:events:{PULL_REQUEST.key}"
DUE = "plumbline:due"


@pytest.fixture
def bell() -> Bell:
    return Bell()


@pytest.fixture
def inbox(redis: Redis, bell: Bell) -> Inbox:
    return Inbox(redis, bell, lease=0.4, bell=0.3, pace=0.1)


def dead_letters(redis: Redis) -> list[dict[str, Any]]:
    return [json.loads(letter) for letter in redis.lrange("plumbline:dead-letters", 0, -1)]


@pytest.mark.parametrize(
    "poison",
    [
        b'{"event":"x"}',
        b'{"event":"x","repository":"a/b","delivery":[]}',
        b'{"event":"x","repository":"a/b","changed_files":"3"}',
        b"[]",
        b"null",
        b"{",
        b"\xff\xfe\x00",
        b"",
    ],
)
def test_a_prompt_nobody_can_read_becomes_a_dead_letter_at_once(
    inbox: Inbox, redis: Redis, poison: bytes
) -> None:
    redis.rpush(EVENTS, poison)
    redis.zadd(DUE, {PULL_REQUEST.key: 0})
    assert inbox.begin(PULL_REQUEST) is None
    (letter,) = dead_letters(redis)
    assert letter["subject"] == PULL_REQUEST.key
    assert redis.llen(EVENTS) == 0
    assert redis.zcard(DUE) == 0
    assert not redis.exists(f"plumbline:turn:{PULL_REQUEST.key}")


def test_readable_events_beside_it_are_answered_and_later_ones_are_kept(
    inbox: Inbox, redis: Redis
) -> None:
    inbox.mark(PULL_REQUEST, Prompt("a", "acme/shop", "a"))
    redis.rpush(EVENTS, b'{"event":"x"}')
    inbox.mark(PULL_REQUEST, Prompt("b", "acme/shop", "b"))
    turn = inbox.begin(PULL_REQUEST)
    assert turn is not None
    assert turn.deliveries == ("a", "b")
    inbox.mark(PULL_REQUEST, Prompt("c", "acme/shop", "c"))
    inbox.finish(turn)
    assert len(dead_letters(redis)) == 1
    (left,) = redis.lrange(EVENTS, 0, -1)
    assert json.loads(left)["delivery"] == "c"


@pytest.mark.parametrize("name", [b"garbage", b"pull_request:x:2:3", b"\xff\xfe", b""])
def test_a_deadline_of_nothing_known_is_removed_and_the_others_ring(
    inbox: Inbox, redis: Redis, bell: Bell, name: bytes
) -> None:
    redis.zadd(DUE, {name: 0, PULL_REQUEST.key.encode(): 1})
    redis.rpush(b"plumbline:events:" + name, b"{}")
    inbox.ring_due()
    assert bell.rung == [PULL_REQUEST]
    assert redis.zrange(DUE, 0, -1) == [PULL_REQUEST.key.encode()]
    assert not redis.exists(b"plumbline:events:" + name)
    assert len(dead_letters(redis)) == 1


def test_the_clock_goes_on_ringing_whatever_goes_wrong(
    redis: Redis, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(clock, "RING_SECONDS", 0.01)
    monkeypatch.setattr(clock, "_AFTER_OUTAGE_SECONDS", 0.01)
    stop = threading.Event()

    class Broken(Bell):
        def ring(self, subject: Subject) -> None:
            super().ring(subject)
            if len(self.rung) > 1:
                stop.set()
            raise TypeError("a bug")

    bell = Broken()
    redis.zadd(DUE, {PULL_REQUEST.key: 0})
    ringing = threading.Thread(
        target=clock._ring, args=(redis, Inbox(redis, bell, bell=0.01), stop, None), daemon=True
    )
    ringing.start()
    ringing.join(timeout=5)
    assert len(bell.rung) > 1
