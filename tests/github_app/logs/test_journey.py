"""What the log says of turns, and how they are counted."""

from __future__ import annotations

import json
import time
from collections.abc import Callable
from typing import Any

import pytest
from redis import Redis

from github_app import jobs
from github_app.desk import Desk, build_desk
from github_app.failures import Gone, LimitReached, TooEarly, WorldFailure
from github_app.inbox import Inbox, Turn
from github_app.logs import bug_reports
from github_app.logs.journey import LISTED
from github_app.logs.redaction import redact
from github_app.logs.set_up import configure
from github_app.metrics.kept import Field, read_kept
from github_app.metrics.turns import bug_counter
from github_app.settings import Settings
from github_app.subjects import Prompt, Subject
from github_app.time_limit import OutOfTime

SUBJECT = Subject("pull_request", 11, 22, "33")
Raising = Callable[[BaseException | None], None]
Lines = Callable[[], list[dict[str, Any]]]


class Bell:
    waiting = "bells that nobody hears"

    def ring(self, subject: Subject) -> None:
        pass


@pytest.fixture
def desk(redis: Redis, settings: Settings, monkeypatch: pytest.MonkeyPatch) -> Desk:
    desk = build_desk(settings, redis, Inbox(redis, Bell(), pace=0.01))
    monkeypatch.setattr(jobs, "open_desk", lambda: desk)
    monkeypatch.setattr(bug_reports, "_told", [bug_counter(desk.tally)])
    jobs.lease_keeper.cache_clear()
    return desk


@pytest.fixture
def raising(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> Raising:
    """Sets what attending raises."""

    def set_up(raised: BaseException | None) -> None:
        def attend(turn: Turn, desk: Desk) -> None:
            if raised is not None:
                raise raised

        monkeypatch.setattr(jobs, "attend_to", attend)

    set_up(None)
    return set_up


@pytest.fixture
def listen(capsys: pytest.CaptureFixture[str]) -> Callable[[], Lines]:
    """From when it is called, what is logged is kept; its answer tells what that was."""

    def begin() -> Lines:
        configure("json", "worker", redact)
        return lambda: [json.loads(line) for line in capsys.readouterr().err.splitlines()]

    return begin


def mark(desk: Desk, *deliveries: str, received: float = 0.0) -> None:
    for delivery in deliveries:
        prompt = Prompt("pull_request.opened", "acme/shop", delivery, received=received)
        desk.inbox.mark(SUBJECT, prompt)


def counted(redis: Redis, name: str) -> dict[Field, float]:
    return {key[1:]: value for key, value in read_kept(redis).items() if key[0] == name}


def take_up(redis: Redis) -> None:
    redis.delete(f"plumbline:pause:{SUBJECT.key}")
    jobs.attend(SUBJECT.key)


@pytest.mark.parametrize(
    ("raised", "said", "outcome", "reason"),
    [
        (None, "Turn finished", "finished", None),
        (WorldFailure(9, "502"), "Turn deferred", "deferred", "outage"),
        (LimitReached(9, "slow down"), "Turn deferred", "deferred", "limit"),
        (Gone("no"), "Not to be had, to be looked for again", "deferred", "not_found_yet"),
        (ValueError("bug"), "Turn failed, to be tried again", "failed", None),
        (OutOfTime("late"), "Turn failed, to be tried again", "failed", None),
    ],
)
def test_each_end_is_said_and_counted(
    desk: Desk,
    redis: Redis,
    raising: Raising,
    listen: Callable[[], Lines],
    raised: BaseException | None,
    said: str,
    outcome: str,
    reason: str | None,
) -> None:
    lines = listen()
    raising(raised)
    mark(desk, "guid-1", "guid-2")
    jobs.attend(SUBJECT.key)
    begun, ended = lines()
    assert (begun["event"], ended["event"]) == ("Turn begun", said)
    for line in (begun, ended):
        assert line["deliveries"] == ["guid-1", "guid-2"]
        assert line["subject"] == SUBJECT.key
        assert (line["installation"], line["repository"]) == (11, "acme/shop")
    assert begun["turn"] == ended["turn"]
    kind = "pull_request"
    assert counted(redis, "plumbline_evaluations_total") == {(kind, outcome): 1}
    assert counted(redis, "plumbline_deferrals_total") == ({(kind, reason): 1} if reason else {})
    bugs = {("worker",): 1.0} if outcome == "failed" else {}
    assert counted(redis, "plumbline_bugs_total") == bugs
    assert (kind, "+Inf") not in counted(redis, "plumbline_evaluation_seconds")
    assert counted(redis, "plumbline_evaluation_requests")[kind, "0"] == 1


@pytest.mark.parametrize(
    ("raised", "level"), [(WorldFailure(9, "502"), "warning"), (TooEarly(9, "soon"), "info")]
)
def test_nobody_is_warned_of_what_only_has_to_show(
    desk: Desk,
    raising: Raising,
    listen: Callable[[], Lines],
    raised: BaseException,
    level: str,
) -> None:
    lines = listen()
    raising(raised)
    mark(desk, "guid-1")
    jobs.attend(SUBJECT.key)
    assert [(line["event"], line["level"]) for line in lines()[1:]] == [("Turn deferred", level)]


def test_what_is_given_up_is_said_with_its_deliveries(
    desk: Desk, redis: Redis, raising: Raising, listen: Callable[[], Lines]
) -> None:
    lines = listen()
    raising(ValueError("a bug"))
    mark(desk, "guid-1")
    for _ in range(jobs.ATTEMPTS):
        take_up(redis)
    last = lines()[-1]
    assert last["event"] == "Turn given up, kept as a dead letter"
    assert last["deliveries"] == ["guid-1"]
    assert last["why"] == "ValueError: a bug"
    outcomes = counted(redis, "plumbline_evaluations_total")
    assert outcomes["pull_request", "given_up"] == 1
    assert outcomes["pull_request", "failed"] == jobs.ATTEMPTS - 1


def test_each_of_very_many_merged_deliveries_is_named_where_a_turn_begins_and_ends(
    desk: Desk, raising: Raising, listen: Callable[[], Lines]
) -> None:
    lines = listen()
    guids = [f"guid-{n}" for n in range(2 * LISTED + 5)]
    mark(desk, *guids)
    jobs.attend(SUBJECT.key)
    said = lines()
    assert all(len(line["deliveries"]) <= LISTED for line in said)
    for event in ("Turn begun", "Turn finished"):
        named = [guid for line in said if line["event"] == event for guid in line["deliveries"]]
        assert named == guids


def test_an_installation_that_was_written_to_too_much_has_its_turns_put_back(
    desk: Desk, redis: Redis, raising: Raising, listen: Callable[[], Lines]
) -> None:
    lines = listen()
    for _ in range(200):
        try:
            desk.pace.before_write(11, "")
        except WorldFailure:
            break
    mark(desk, "guid-1")
    jobs.attend(SUBJECT.key)
    (line,) = lines()
    assert line["event"] == "Turn put back: it is too early for this installation"
    assert (line["deliveries"], line["why"]) == (["guid-1"], "pace")
    assert counted(redis, "plumbline_deferrals_total") == {("pull_request", "pace"): 1}


def test_waiting_is_timed_once_from_the_oldest_event(
    desk: Desk, redis: Redis, raising: Raising
) -> None:
    raising(WorldFailure(9, "502"))
    mark(desk, "guid-1", received=time.time() - 8)
    mark(desk, "guid-2", received=time.time())
    for _ in range(2):
        take_up(redis)
    waits = counted(redis, "plumbline_queue_seconds")
    assert waits["person", "10"] == 1
    assert waits["person", "sum"] == pytest.approx(8, abs=1.5)
