"""Moments at which a subject is looked at again."""

from __future__ import annotations

import time
from datetime import UTC, datetime, timedelta
from threading import Event, Thread

import pytest
from redis import Redis

from github_app.clock import _ring
from github_app.inbox import Inbox, Marked
from github_app.moments import PASSED, Moments
from github_app.subjects import Prompt, Subject
from tests.github_app.ritual_town import Silent

NOON = datetime(2026, 11, 23, 12, tzinfo=UTC)
HOUR = timedelta(hours=1)
SEVEN = Subject("pull_request", 1, 2, "7")
EIGHT = Subject("pull_request", 1, 2, "8")


@pytest.fixture
def inbox(redis: Redis) -> Inbox:
    return Inbox(redis, Silent(), pace=0.001)


def test_a_subject_is_marked_once_its_moment_has_come(redis: Redis, inbox: Inbox) -> None:
    moments = Moments(redis)
    moments.expect(SEVEN, "acme/shop", NOON)
    moments.expect(EIGHT, "acme/shop", NOON + HOUR)
    assert moments.mark_passed(inbox, NOON - HOUR) == 0
    assert moments.mark_passed(inbox, NOON) == 1
    turn = inbox.begin(SEVEN)
    assert turn is not None
    assert (turn.prompt.event, turn.prompt.repository) == (PASSED, "acme/shop")
    assert inbox.begin(EIGHT) is None
    assert moments.mark_passed(inbox, NOON) == 0


def test_what_the_turn_sets_stays_however_quick_it_was(redis: Redis, inbox: Inbox) -> None:
    moments = Moments(redis)

    class Quick(Inbox):
        def mark(self, subject: Subject, prompt: Prompt) -> Marked:
            moments.expect(subject, "acme/shop", NOON + HOUR)
            return "ring"

    moments.expect(SEVEN, "acme/shop", NOON)
    moments.mark_passed(Quick(redis, Silent(), pace=0), NOON)
    assert moments.mark_passed(inbox, NOON + HOUR) == 1


def test_a_turn_that_was_lost_is_made_up_for_later(redis: Redis, inbox: Inbox) -> None:
    moments = Moments(redis)
    moments.expect(SEVEN, "acme/shop", NOON)
    moments.mark_passed(inbox, NOON)
    assert moments.mark_passed(inbox, NOON + 7 * HOUR) == 1


def test_what_is_expected_no_longer_never_comes(redis: Redis, inbox: Inbox) -> None:
    moments = Moments(redis)
    moments.expect(SEVEN, "acme/shop", NOON)
    moments.expect(SEVEN, "acme/shop", None)
    assert moments.mark_passed(inbox, NOON + 100 * HOUR) == 0
    assert redis.keys("plumbline:moments*") == []


def test_a_moment_without_its_repository_is_forgotten(redis: Redis, inbox: Inbox) -> None:
    moments = Moments(redis)
    moments.expect(SEVEN, "acme/shop", NOON)
    redis.delete("plumbline:moments:repositories")
    moments.mark_passed(inbox, NOON)
    assert inbox.begin(SEVEN) is None
    assert redis.keys("plumbline:moments*") == []


def test_the_clock_marks_what_has_passed(redis: Redis, inbox: Inbox) -> None:
    moments, stop = Moments(redis), Event()
    moments.expect(SEVEN, "acme/shop", datetime.now(UTC) - HOUR)
    ringing = Thread(target=_ring, args=(redis, inbox, stop, moments))
    ringing.start()
    try:
        for _ in range(100):
            if redis.exists(f"plumbline:events:{SEVEN.key}"):
                break
            time.sleep(0.02)
    finally:
        stop.set()
        ringing.join()
    assert inbox.begin(SEVEN) is not None
