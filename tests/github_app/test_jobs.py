"""How a turn ends, whatever attending to it does."""

from __future__ import annotations

import time
from collections.abc import Callable
from datetime import timedelta

import pytest
from redis import Redis
from redis.exceptions import ConnectionError as RedisDown
from rq import Queue
from rq.serializers import JSONSerializer

from github_app import jobs, lease_keeper
from github_app.desk import Desk, build_desk
from github_app.doorbell import QUEUE, Doorbell
from github_app.failures import Gone, LimitReached, NotPermitted, WorldFailure
from github_app.gateway.app import GitHubApp
from github_app.gateway.stopwatch import Stopwatch
from github_app.inbox import Inbox, Turn
from github_app.rate_limits.allowance import Allowance
from github_app.rate_limits.installation_pause import TROUBLE, pause_left
from github_app.rate_limits.pace import Pace
from github_app.settings import Settings
from github_app.subjects import Prompt, Subject
from github_app.time_limit import OutOfTime, TimeLimit
from github_app.workers import Worker

SUBJECT = Subject("pull_request", 1, 2, "3")
DUE = "plumbline:due"


class Bell:
    def ring(self, subject: Subject) -> None:
        pass


@pytest.fixture
def inbox(redis: Redis, settings: Settings, monkeypatch: pytest.MonkeyPatch) -> Inbox:
    inbox = Inbox(redis, Bell(), pace=0.01)
    desk = build_desk(settings, redis, inbox)
    monkeypatch.setattr(jobs, "open_desk", lambda: desk)
    return inbox


@pytest.fixture
def attending(monkeypatch: pytest.MonkeyPatch) -> Callable[[BaseException | None], list[Turn]]:
    """Sets what attending raises, and tells which turns were taken."""

    def set_up(raised: BaseException | None) -> list[Turn]:
        taken: list[Turn] = []

        def attend(turn: Turn, desk: Desk) -> None:
            taken.append(turn)
            if raised is not None:
                raise raised

        monkeypatch.setattr(jobs, "attend_to", attend)
        return taken

    return set_up


def seconds_until_due(redis: Redis) -> float | None:
    due = redis.zscore(DUE, SUBJECT.key)
    return None if due is None else due / 1000 - time.time()


Attending = Callable[[BaseException | None], list[Turn]]


def mark(inbox: Inbox, delivery: str = "a") -> None:
    inbox.mark(SUBJECT, Prompt("pull_request.opened", "acme/shop", delivery))


def test_an_answered_event_is_finished(inbox: Inbox, redis: Redis, attending: Attending) -> None:
    taken = attending(None)
    mark(inbox)
    jobs.attend(SUBJECT.key)
    assert [turn.deliveries for turn in taken] == [("a",)]
    assert seconds_until_due(redis) is None


def test_a_superfluous_bell_does_nothing(inbox: Inbox, attending: Attending) -> None:
    taken = attending(None)
    jobs.attend(SUBJECT.key)
    assert taken == []


def test_the_worlds_failure_waits_as_long_as_github_said(
    inbox: Inbox, redis: Redis, attending: Attending
) -> None:
    attending(WorldFailure(90, "rate limit", named=True))
    mark(inbox)
    jobs.attend(SUBJECT.key)
    assert seconds_until_due(redis) == pytest.approx(90, abs=2)


def test_a_limit_holds_up_its_installation_and_no_other(
    inbox: Inbox, redis: Redis, attending: Attending
) -> None:
    taken = attending(LimitReached(90, "rate limit", named=True))
    sister, stranger = Subject("pull_request", 1, 2, "4"), Subject("pull_request", 9, 2, "4")
    for subject in (SUBJECT, sister, stranger):
        inbox.mark(subject, Prompt("pull_request.opened", "acme/shop", subject.key))
        jobs.attend(subject.key)
    assert [turn.subject for turn in taken] == [SUBJECT, stranger]
    assert 88 < pause_left(redis, SUBJECT.installation_id) <= 90
    inbox.ring_due()
    assert redis.zscore("plumbline:line:1", sister.key)


def test_a_limit_without_a_time_holds_up_its_installation_longer_each_time(
    inbox: Inbox, redis: Redis, attending: Attending
) -> None:
    taken = attending(LimitReached(60, "secondary limit"))
    sister, stranger = Subject("pull_request", 1, 2, "4"), Subject("pull_request", 9, 2, "4")
    for subject in (SUBJECT, sister, stranger):
        inbox.mark(subject, Prompt("pull_request.opened", "acme/shop", subject.key))
        jobs.attend(subject.key)
    assert [turn.subject for turn in taken] == [SUBJECT, stranger]
    redis.delete("plumbline:pause-installation:1")
    jobs.attend(sister.key)
    assert taken[-1].subject == sister
    assert pause_left(redis, 1) == pytest.approx(120, abs=5)


def test_the_worlds_failures_never_use_up_the_attempts(
    inbox: Inbox, redis: Redis, attending: Attending
) -> None:
    taken = attending(WorldFailure(0.001, "502"))
    mark(inbox)
    for _ in range(jobs.BEGINNINGS + 2):
        jobs.attend(SUBJECT.key)
        redis.delete(f"plumbline:pause:{SUBJECT.key}", "plumbline:pause-installation:1")
    assert len(taken) == jobs.BEGINNINGS + 2
    assert seconds_until_due(redis) is not None


def test_nothing_is_read_for_an_installation_that_cannot_be_written_to(
    inbox: Inbox, redis: Redis, attending: Attending
) -> None:
    taken, pace = attending(None), Pace(redis)
    for _ in range(80):
        pace.note(1, ("createCheckRun",))
    mark(inbox)
    jobs.attend(SUBJECT.key)
    assert taken == []
    assert 50 < pause_left(redis, 1) <= 62
    redis.flushdb()
    mark(inbox)
    jobs.attend(SUBJECT.key)
    assert [turn.attempt for turn in taken] == [1]


def test_what_nobody_waits_for_yields_when_little_is_left_of_the_hour(
    inbox: Inbox, redis: Redis, attending: Attending
) -> None:
    taken = attending(None)
    Allowance(redis).note(1, "graphql", 5_000, 900, time.time() + 300)
    sister = Subject("pull_request", 1, 2, "4")
    inbox.mark(sister, Prompt("push", "acme/shop", background=True))
    jobs.attend(sister.key)
    counted = '["plumbline_deferrals_total","pull_request","budget"]'
    assert redis.hget("plumbline:metrics:sums", counted) == b"1"
    mark(inbox)
    jobs.attend(SUBJECT.key)
    assert [turn.subject for turn in taken] == [SUBJECT]
    assert 290 < redis.pttl("plumbline:pause-background:1") / 1000 <= 300


def test_failures_in_a_row_hold_up_the_installation_and_a_success_ends_that(
    inbox: Inbox, redis: Redis, attending: Attending
) -> None:
    attending(WorldFailure(1, "502"))
    for number in range(TROUBLE + 2):
        subject = Subject("pull_request", 1, 2, str(number))
        inbox.mark(subject, Prompt("pull_request.opened", "acme/shop"))
        jobs.attend(subject.key)
    assert int(redis.get("plumbline:trouble:1") or 0) == TROUBLE
    assert 3 < pause_left(redis, 1) <= 5
    assert pause_left(redis, 9) == 0


def test_an_absent_redis_is_no_bug_of_ours(
    inbox: Inbox, redis: Redis, attending: Attending
) -> None:
    taken = attending(RedisDown("closed"))
    mark(inbox)
    for _ in range(jobs.ATTEMPTS + 1):
        jobs.attend(SUBJECT.key)
        redis.delete(f"plumbline:pause:{SUBJECT.key}")
    assert len(taken) == jobs.ATTEMPTS + 1
    assert redis.llen("plumbline:dead-letters") == 0


def test_what_nobody_may_answer_is_looked_at_twice_more_and_then_finished_quietly(
    inbox: Inbox, redis: Redis, attending: Attending
) -> None:
    taken = attending(NotPermitted("suspended"))
    mark(inbox)
    for seconds in jobs.ASK_AGAIN:
        jobs.attend(SUBJECT.key)
        assert seconds_until_due(redis) == pytest.approx(seconds, abs=2)
        redis.delete(f"plumbline:pause:{SUBJECT.key}")
    jobs.attend(SUBJECT.key)
    assert len(taken) == 3
    assert seconds_until_due(redis) is None


def test_what_cannot_be_found_is_looked_for_twice_more_and_then_finished_quietly(
    inbox: Inbox, redis: Redis, attending: Attending
) -> None:
    taken = attending(Gone("no such repository"))
    mark(inbox)
    for seconds in jobs.LOOK_AGAIN:
        jobs.attend(SUBJECT.key)
        assert seconds_until_due(redis) == pytest.approx(seconds, abs=2)
        redis.delete(f"plumbline:pause:{SUBJECT.key}")
    jobs.attend(SUBJECT.key)
    assert len(taken) == 3
    assert seconds_until_due(redis) is None
    assert redis.llen("plumbline:dead-letters") == 0


def test_a_bug_is_tried_again_more_and_more_rarely_and_then_given_up(
    inbox: Inbox, redis: Redis, attending: Attending
) -> None:
    attending(ValueError("a bug"))
    mark(inbox)
    waits = []
    for _ in range(jobs.ATTEMPTS - 1):
        jobs.attend(SUBJECT.key)
        redis.delete(f"plumbline:pause:{SUBJECT.key}")
        waits.append(timedelta(seconds=round(seconds_until_due(redis) or 0)))
    assert [wait.total_seconds() for wait in waits] == [5, 30, 120, 600, 600, 600, 600]
    jobs.attend(SUBJECT.key)
    assert seconds_until_due(redis) is None
    assert b"ValueError: a bug" in redis.lrange("plumbline:dead-letters", 0, 0)[0]


def test_what_kills_every_worker_is_given_up_without_another_try(
    inbox: Inbox, redis: Redis, attending: Attending
) -> None:
    taken = attending(None)
    mark(inbox)
    for _ in range(jobs.BEGINNINGS):
        assert inbox.begin(SUBJECT) is not None
        redis.hdel(f"plumbline:turn:{SUBJECT.key}", "token")
        redis.delete(f"plumbline:pause:{SUBJECT.key}")
    jobs.attend(SUBJECT.key)
    assert taken == []
    assert redis.llen("plumbline:dead-letters") == 1
    assert seconds_until_due(redis) is None


def test_what_takes_too_long_is_tried_once_more_and_then_given_up(
    inbox: Inbox, redis: Redis, attending: Attending
) -> None:
    taken = attending(OutOfTime("The turn took longer than 25 seconds"))
    mark(inbox)
    jobs.attend(SUBJECT.key)
    assert seconds_until_due(redis) == pytest.approx(5, abs=2)
    redis.delete(f"plumbline:pause:{SUBJECT.key}")
    jobs.attend(SUBJECT.key)
    assert len(taken) == 2
    assert seconds_until_due(redis) is None
    assert b"longer than 25 seconds" in redis.lrange("plumbline:dead-letters", 0, 0)[0]


def test_what_takes_too_long_because_github_does_is_no_bug_of_ours(
    inbox: Inbox, redis: Redis, attending: Attending, monkeypatch: pytest.MonkeyPatch
) -> None:
    taken = attending(OutOfTime("The turn took longer than 25 seconds"))
    seconds = iter(range(0, 1_000, 20))
    waited = property(lambda _: next(seconds))
    monkeypatch.setattr(GitHubApp, "seconds_waited", waited)
    mark(inbox)
    for _ in range(4):
        jobs.attend(SUBJECT.key)
        for key in redis.keys("plumbline:pause*"):
            redis.delete(key)
    assert len(taken) == 4
    assert taken[-1].unexcused == 1
    assert redis.llen("plumbline:dead-letters") == 0


def test_only_the_time_in_which_somebody_waits_is_counted() -> None:
    watch = Stopwatch()
    with watch, watch:
        time.sleep(0.02)
    before = watch.seconds
    time.sleep(0.02)
    assert 0.02 <= before == watch.seconds


def test_the_alarm_ends_what_takes_every_exception_for_a_bug_and_goes_on() -> None:
    def go_on() -> None:
        while time.monotonic() < begun + 10:
            try:
                sum(range(100_000))
            except Exception:
                continue

    begun = time.monotonic()
    limit = TimeLimit(1)  # type: ignore[no-untyped-call]
    with pytest.raises(OutOfTime), limit:
        go_on()
    assert time.monotonic() < begun + 3


def test_a_turn_is_ended_well_before_its_lease_is_renewed_no_longer(redis: Redis) -> None:
    Doorbell(redis).ring(SUBJECT)
    job = Queue(QUEUE, connection=redis, serializer=JSONSerializer).jobs[0]
    assert job.timeout is not None
    assert job.timeout <= lease_keeper.LONGEST_SECONDS - 10
    assert Worker.death_penalty_class is TimeLimit
