"""The inbox, verb by verb, on a real Redis."""

from __future__ import annotations

import time

import pytest
from redis import Redis

from github_app.inbox import Inbox, Turn
from github_app.inbox.keys import keys_of
from github_app.subjects import Prompt, Subject

PULL_REQUEST = Subject("pull_request", 1, 2, "3")


class Bell:
    """Remembers who was rung for."""

    def __init__(self) -> None:
        self.rung: list[Subject] = []

    def ring(self, subject: Subject) -> None:
        self.rung.append(subject)


@pytest.fixture
def bell() -> Bell:
    return Bell()


@pytest.fixture
def inbox(redis: Redis, bell: Bell) -> Inbox:
    return Inbox(redis, bell, lease=0.4, bell=0.3, pace=0.1)


def prompt(delivery: str = "", event: str = "pull_request.edited", **more: object) -> Prompt:
    return Prompt(event, "acme/shop", delivery, **more)  # type: ignore[arg-type]


def begun(inbox: Inbox) -> Turn:
    turn = inbox.begin(PULL_REQUEST)
    assert turn is not None
    return turn


def test_the_first_event_rings_and_later_ones_wait(inbox: Inbox, bell: Bell) -> None:
    assert inbox.mark(PULL_REQUEST, prompt("a")) == "ring"
    assert inbox.mark(PULL_REQUEST, prompt("b")) == "waiting"
    assert bell.rung == [PULL_REQUEST]


def test_a_turn_answers_all_events_before_it_with_their_prompts_merged(inbox: Inbox) -> None:
    inbox.mark(PULL_REQUEST, prompt("a", again=True, head_oid="abc"))
    inbox.mark(PULL_REQUEST, prompt("b", "pull_request.labeled"))
    turn = begun(inbox)
    assert turn.deliveries == ("a", "b")
    assert turn.prompt == prompt("b", "pull_request.labeled", again=True, head_oid="abc")
    assert turn.attempt == 1


def test_nobody_begins_while_somebody_holds_the_lease(inbox: Inbox) -> None:
    inbox.mark(PULL_REQUEST, prompt("a"))
    turn = begun(inbox)
    time.sleep(0.15)
    assert inbox.begin(PULL_REQUEST) is None
    assert inbox.holds(turn)


def test_a_worker_that_asks_again_for_lack_of_an_answer_gets_its_turn(inbox: Inbox) -> None:
    inbox.mark(PULL_REQUEST, prompt("a"))
    first, again = (
        inbox._scripts.begin(keys_of(PULL_REQUEST), [PULL_REQUEST.key, "t"]) for _ in "12"
    )
    assert first == again != []
    assert inbox._scripts.begin(keys_of(PULL_REQUEST), [PULL_REQUEST.key, "other"]) == []


def test_nothing_is_left_behind_when_all_is_answered(inbox: Inbox, redis: Redis) -> None:
    inbox.mark(PULL_REQUEST, prompt("a"))
    inbox.finish(begun(inbox))
    time.sleep(0.12)
    assert inbox.begin(PULL_REQUEST) is None
    # What is measured is written down by threads in their own time.
    known = (b":done:", b":metrics:")
    assert [key for key in redis.scan_iter() if not any(word in key for word in known)] == []


def test_an_event_during_a_turn_gets_a_turn_of_its_own_a_pace_later(
    inbox: Inbox, bell: Bell
) -> None:
    inbox.mark(PULL_REQUEST, prompt("a"))
    first = begun(inbox)
    assert inbox.mark(PULL_REQUEST, prompt("b")) == "waiting"
    inbox.finish(first)
    assert inbox.ring_due() == 0
    assert inbox.begin(PULL_REQUEST) is None
    time.sleep(0.12)
    assert inbox.ring_due() == 1
    assert begun(inbox).deliveries == ("b",)
    assert len(bell.rung) == 2


def test_an_event_just_after_a_short_turn_waits_for_the_pace_too(inbox: Inbox) -> None:
    inbox.mark(PULL_REQUEST, prompt("a"))
    inbox.finish(begun(inbox))
    assert inbox.mark(PULL_REQUEST, prompt("b")) == "waiting"
    time.sleep(0.12)
    assert inbox.ring_due() == 1
    assert begun(inbox).deliveries == ("b",)


def test_after_a_turn_longer_than_the_pace_the_next_one_comes_at_once(inbox: Inbox) -> None:
    inbox.mark(PULL_REQUEST, prompt("a"))
    turn = begun(inbox)
    inbox.mark(PULL_REQUEST, prompt("b"))
    time.sleep(0.12)
    inbox.finish(turn)
    assert inbox.ring_due() == 1


def test_a_delivery_that_comes_again_is_dropped_whether_it_waits_runs_or_is_answered(
    inbox: Inbox,
) -> None:
    inbox.mark(PULL_REQUEST, prompt("a"))
    assert inbox.mark(PULL_REQUEST, prompt("a")) == "duplicate"
    turn = begun(inbox)
    assert inbox.mark(PULL_REQUEST, prompt("a")) == "duplicate"
    inbox.finish(turn)
    assert inbox.mark(PULL_REQUEST, prompt("a")) == "duplicate"
    assert inbox.mark(Subject("pull_request", 1, 2, "4"), prompt("a")) == "ring"


def test_events_without_a_delivery_are_never_duplicates(inbox: Inbox) -> None:
    inbox.mark(PULL_REQUEST, prompt())
    inbox.finish(begun(inbox))
    assert inbox.mark(PULL_REQUEST, prompt()) == "waiting"


def test_a_dead_worker_costs_its_lease_and_counts_as_an_attempt(inbox: Inbox, bell: Bell) -> None:
    inbox.mark(PULL_REQUEST, prompt("a"))
    begun(inbox)
    time.sleep(0.42)
    assert inbox.ring_due() == 1
    again = begun(inbox)
    assert (again.deliveries, again.attempt) == (("a",), 2)


def test_a_lost_bell_is_rung_again(inbox: Inbox, bell: Bell) -> None:
    inbox.mark(PULL_REQUEST, prompt("a"))
    time.sleep(0.32)
    assert inbox.ring_due() == 1
    assert inbox.ring_due() == 0
    assert bell.rung == [PULL_REQUEST, PULL_REQUEST]


def test_a_turn_that_outlived_its_lease_causes_one_more(inbox: Inbox) -> None:
    inbox.mark(PULL_REQUEST, prompt("a"))
    slow = begun(inbox)
    time.sleep(0.42)
    inbox.ring_due()
    quick = begun(inbox)
    assert not inbox.holds(slow)
    inbox.finish(slow)
    assert inbox.holds(quick)
    inbox.finish(quick)
    time.sleep(0.12)
    inbox.ring_due()
    inbox.finish(begun(inbox))
    time.sleep(0.12)
    assert inbox.begin(PULL_REQUEST) is None


def test_a_turn_that_ends_late_after_everybody_left_causes_one_more(inbox: Inbox) -> None:
    inbox.mark(PULL_REQUEST, prompt("a"))
    slow = begun(inbox)
    time.sleep(0.42)
    inbox.ring_due()
    inbox.finish(begun(inbox))
    inbox.finish(slow)
    assert inbox.ring_due() == 1


def test_a_deferred_subject_is_left_alone_even_if_events_come(inbox: Inbox, bell: Bell) -> None:
    inbox.mark(PULL_REQUEST, prompt("a"))
    inbox.defer(begun(inbox), 0.25, "GitHub asks to wait")
    time.sleep(0.12)
    assert inbox.mark(PULL_REQUEST, prompt("b")) == "waiting"
    assert inbox.begin(PULL_REQUEST) is None
    assert inbox.ring_due() == 0
    time.sleep(0.15)
    assert inbox.ring_due() == 1
    turn = begun(inbox)
    assert (turn.deliveries, turn.attempt) == (("a", "b"), 2)


def test_attempts_that_the_world_spoilt_are_told_apart(inbox: Inbox) -> None:
    inbox.mark(PULL_REQUEST, prompt("a"))
    inbox.defer(begun(inbox), 0.01, "a rate limit", excused=True)
    time.sleep(0.02)
    turn = begun(inbox)
    assert (turn.attempt, turn.excused, turn.unexcused) == (2, 1, 1)


def test_giving_up_leaves_a_dead_letter_and_lets_a_redelivery_through(
    inbox: Inbox, redis: Redis
) -> None:
    inbox.mark(PULL_REQUEST, prompt("a"))
    inbox.give_up(begun(inbox), "ValueError: no")
    assert b"ValueError: no" in redis.lrange("plumbline:dead-letters", 0, -1)[0]
    assert inbox.mark(PULL_REQUEST, prompt("a")) == "waiting"


def test_a_prompt_written_by_another_version_is_read(inbox: Inbox, redis: Redis) -> None:
    inbox.mark(PULL_REQUEST, prompt("a"))
    events = f"plumbline:events:{PULL_REQUEST.key}"
    redis.rpush(events, '{"event":"x","repository":"acme/shop","delivery":"b","mood":"new"}')
    assert begun(inbox).deliveries == ("a", "b")
