"""Who is rung for first, and how many at once: lines, places and pauses of installations."""

from __future__ import annotations

import time
from collections.abc import Iterator

import pytest
from redis import Redis

from github_app.doorbell import QUEUE
from github_app.inbox import Inbox, Turn
from github_app.inbox.keys import BELLS
from github_app.rate_limits.installation_pause import TROUBLE, note_failure, note_success, pause
from github_app.subjects import Prompt, Subject

TURNS = 3
BUSY, QUIET = 1, 2


class Bell:
    """Remembers who was rung for; like RQ, it keeps the bells nobody has heard yet in a list."""

    def __init__(self, redis: Redis) -> None:
        self.redis = redis
        self.rung: list[Subject] = []

    def ring(self, subject: Subject) -> None:
        self.rung.append(subject)
        self.redis.rpush(BELLS, subject.key)

    def hear(self, count: int = 100) -> list[Subject]:
        """As workers do, in order; each bell once."""
        heard = self.redis.lpop(BELLS, count) or []
        return [Subject.parse(key.decode()) for key in heard]


@pytest.fixture
def bell(redis: Redis) -> Bell:
    return Bell(redis)


@pytest.fixture
def inbox(redis: Redis, bell: Bell) -> Inbox:
    return Inbox(redis, bell, lease=0.5, bell=0.4, pace=0.01, turns=TURNS, patience=0.3)


def pull(number: int, installation: int = BUSY) -> Subject:
    return Subject("pull_request", installation, 2, str(number))


def prompt(*, background: bool = False, delivery: str = "") -> Prompt:
    return Prompt("push", "acme/shop", delivery, background=background)


def mark(inbox: Inbox, *subjects: Subject, background: bool = False) -> None:
    for subject in subjects:
        inbox.mark(subject, prompt(background=background))


def begin(inbox: Inbox, subject: Subject) -> Turn:
    turn = inbox.begin(subject)
    assert turn is not None
    return turn


def attended(inbox: Inbox, bell: Bell) -> Iterator[Subject]:
    """One worker: hears a bell, attends, and gives the next places out."""
    while heard := bell.hear(1):
        if turn := inbox.begin(heard[0]):
            yield heard[0]
            inbox.finish(turn)
        inbox.ring_due()


def test_rq_keeps_its_bells_where_the_inbox_counts_them() -> None:
    assert f"rq:queue:{QUEUE}" == BELLS


def test_no_more_of_an_installation_are_rung_for_or_attended_to_than_it_has_places(
    inbox: Inbox, bell: Bell
) -> None:
    mark(inbox, *map(pull, range(10)))
    inbox.ring_due()
    assert bell.rung == [pull(0), pull(1), pull(2)]
    first = begin(inbox, bell.hear(1)[0])
    inbox.ring_due()
    assert len(bell.rung) == TURNS
    inbox.finish(first)
    inbox.ring_due()
    assert bell.rung[TURNS:] == [pull(3)]


def test_all_of_a_long_line_are_attended_to_in_the_order_they_came(
    inbox: Inbox, bell: Bell
) -> None:
    everyone = [pull(number) for number in range(30)]
    mark(inbox, *everyone)
    assert list(attended(inbox, bell)) == everyone


def test_a_turn_beyond_the_places_is_refused_and_costs_no_attempt(inbox: Inbox, bell: Bell) -> None:
    mark(inbox, *map(pull, range(4)))
    turns = [begin(inbox, pull(number)) for number in range(TURNS)]
    assert inbox.begin(pull(3)) is None
    inbox.finish(turns[0])
    inbox.ring_due()
    assert bell.rung[-1] == pull(3)
    assert begin(inbox, pull(3)).attempt == 1


def test_a_newcomer_does_not_wait_behind_the_line_of_a_busy_installation(
    inbox: Inbox, bell: Bell
) -> None:
    mark(inbox, *map(pull, range(100)))
    mark(inbox, pull(1, QUIET))
    order = list(attended(inbox, bell))
    assert order.index(pull(1, QUIET)) <= TURNS
    assert len(order) == 101


def test_installations_take_turns(inbox: Inbox, bell: Bell) -> None:
    for installation in (1, 2, 3):
        mark(inbox, *(pull(number, installation) for number in range(20)))
    order = [subject.installation_id for subject in attended(inbox, bell)]
    for start in range(9, 54, 9):
        assert sorted(order[start : start + 9]) == [1] * 3 + [2] * 3 + [3] * 3


def test_the_places_of_dead_workers_become_free_with_their_leases(inbox: Inbox, bell: Bell) -> None:
    mark(inbox, *map(pull, range(6)))
    for number in range(TURNS):
        begin(inbox, pull(number))
    time.sleep(0.52)
    inbox.ring_due()
    assert len(bell.rung) == 2 * TURNS


def test_a_renewed_lease_lasts(inbox: Inbox) -> None:
    mark(inbox, pull(1))
    turn = begin(inbox, pull(1))
    for _ in range(3):
        time.sleep(0.3)
        assert inbox.renew(turn)
        assert inbox.ring_due() == 0
    assert inbox.holds(turn)
    time.sleep(0.52)
    inbox.ring_due()
    assert not inbox.renew(turn)


def test_background_work_is_rung_for_when_no_bell_waits_and_one_at_a_time(
    inbox: Inbox, bell: Bell
) -> None:
    mark(inbox, pull(1))
    mark(inbox, pull(7), pull(8), background=True)
    inbox.ring_due()
    assert bell.rung == [pull(1)]
    inbox.finish(begin(inbox, bell.hear()[0]))
    inbox.ring_due()
    inbox.ring_due()
    assert bell.rung == [pull(1), pull(7)]


def test_a_persons_event_overtakes_all_that_waits_in_the_background(
    inbox: Inbox, bell: Bell
) -> None:
    mark(inbox, *map(pull, range(10, 40)), background=True)
    inbox.ring_due()
    mark(inbox, pull(1))
    assert [subject for subject, _ in zip(attended(inbox, bell), range(2), strict=False)] == [
        pull(10),
        pull(1),
    ]


def test_what_waits_in_the_background_comes_forward_when_a_person_touches_it(
    inbox: Inbox, bell: Bell
) -> None:
    mark(inbox, *map(pull, range(10, 40)), background=True)
    assert inbox.mark(pull(39), prompt()) == "ring"
    assert bell.rung == [pull(39)]
    assert not begin(inbox, pull(39)).prompt.background


def test_background_work_leaves_half_the_places_to_people(redis: Redis, bell: Bell) -> None:
    inbox = Inbox(redis, bell, turns=4)
    mark(inbox, *map(pull, range(10)), background=True)
    for _ in range(8):
        inbox.ring_due()
        for subject in bell.hear():
            begin(inbox, subject)
    assert len(bell.rung) == 2
    mark(inbox, pull(20), pull(21), pull(22))
    assert bell.rung[2:] == [pull(20), pull(21)]


def test_what_waited_long_in_the_background_is_rung_for_among_people(
    inbox: Inbox, bell: Bell
) -> None:
    mark(inbox, pull(50), background=True)
    time.sleep(0.31)
    mark(inbox, *map(pull, range(TURNS - 1)))
    assert pull(50) not in bell.rung
    inbox.ring_due()
    assert pull(50) in bell.rung


def test_nothing_of_a_paused_installation_begins_and_all_of_it_does_afterwards(
    inbox: Inbox, bell: Bell, redis: Redis
) -> None:
    mark(inbox, pull(1))
    pause(redis, BUSY, 0.3)
    mark(inbox, pull(2), pull(1, QUIET))
    assert inbox.begin(pull(1)) is None
    inbox.ring_due()
    assert bell.rung == [pull(1), pull(1, QUIET)]
    time.sleep(0.31)
    inbox.ring_due()
    assert set(bell.rung[2:]) == {pull(1), pull(2)}
    assert begin(inbox, pull(1)).attempt == 1


def test_background_work_alone_can_be_paused(inbox: Inbox, bell: Bell, redis: Redis) -> None:
    pause(redis, BUSY, 60, background=True)
    mark(inbox, pull(1), background=True)
    inbox.ring_due()
    assert bell.rung == []
    mark(inbox, pull(2))
    assert bell.rung == [pull(2)]


def test_a_turn_that_is_put_back_costs_no_attempt_and_stays_in_line(
    inbox: Inbox, bell: Bell
) -> None:
    mark(inbox, pull(1))
    inbox.put_back(begin(inbox, pull(1)))
    time.sleep(0.02)
    inbox.ring_due()
    assert bell.rung == [pull(1), pull(1)]
    assert begin(inbox, pull(1)).attempt == 1


def test_after_failures_in_a_row_one_turn_at_a_time_tries_until_one_goes_well(
    inbox: Inbox, bell: Bell, redis: Redis
) -> None:
    for _ in range(TROUBLE):
        note_failure(redis, BUSY)
    mark(inbox, *map(pull, range(5)))
    inbox.ring_due()
    assert bell.rung == []
    redis.delete(f"plumbline:pause-installation:{BUSY}")
    inbox.ring_due()
    assert bell.rung == [pull(0)]
    assert inbox.begin(pull(1)) is None
    note_success(redis, BUSY)
    inbox.ring_due()
    assert len(bell.rung) == TURNS


def test_nothing_is_left_of_what_was_lined_up_and_answered(
    inbox: Inbox, bell: Bell, redis: Redis
) -> None:
    mark(inbox, *map(pull, range(10)))
    mark(inbox, *map(pull, range(20, 25)), background=True)
    while list(attended(inbox, bell)) or inbox.ring_due():
        pass
    time.sleep(0.02)
    inbox.ring_due()
    assert redis.keys() == []


@pytest.mark.parametrize("background", [False, True])
def test_a_delivery_that_waits_is_taken_once(inbox: Inbox, *, background: bool) -> None:
    mark(inbox, *map(pull, range(9)))
    first = prompt(delivery="a", background=background)
    assert inbox.mark(pull(9), first) == "waiting"
    assert inbox.mark(pull(9), first) == "duplicate"
    assert inbox.mark(pull(9), prompt(delivery="b")) == "waiting"


def test_the_event_itself_is_no_duplicate_of_work_that_follows_from_it(inbox: Inbox) -> None:
    inbox.mark(pull(1), prompt(delivery="a", background=True))
    assert inbox.mark(pull(1), prompt(delivery="a")) == "ring"
