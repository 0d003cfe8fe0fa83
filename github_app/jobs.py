"""What an RQ job does: take the turn, attend to the subject, and say how it went."""

from __future__ import annotations

import time
from functools import cache
from logging import ERROR, INFO, WARNING

import structlog
from redis.exceptions import RedisError

from github_app.catching_up.second_looks import SecondLooks
from github_app.catching_up.sweep_budget import BudgetSpent
from github_app.desk import Desk, build_desk
from github_app.failures import Gone, LimitReached, NotPermitted, TooEarly, WorldFailure
from github_app.inbox import Turn
from github_app.inbox.opening import open_inbox
from github_app.lease_keeper import LeaseKeeper
from github_app.logs.bug_reports import tell_of_bugs
from github_app.logs.journey import tell, told
from github_app.logs.set_up import hiding
from github_app.metrics.labels import Deferral, Ended
from github_app.metrics.turns import bug_counter, count_deferral, count_end, timed
from github_app.rate_limits.installation_pause import note_failure, pause, pause_for_limit
from github_app.redis_connection import connect
from github_app.settings import read_settings
from github_app.subjects import Subject
from github_app.telemetry.start import start_telemetry
from github_app.time_limit import TURN_SECONDS, OutOfTime
from github_app.use_cases.attend import attend as attend_to
from github_app.use_cases.say_waiting import forget_waiting, say_waiting
from github_app.vital_signs import beat

log = structlog.stdlib.get_logger(__name__)

# Seconds until the next attempt after one of our bugs; the last one repeats.
BACK_OFF = (5, 30, 120, 600)
ATTEMPTS = 8
# Right after an event, a part of GitHub may not know yet what the event tells.
LOOK_AGAIN = (5, 30)
# A permission that somebody is about to grant, or that was refused by mistake.
ASK_AGAIN = (60, 600)
# What takes too long mostly does so each time, and keeps others waiting.
ATTEMPTS_OUT_OF_TIME = 2
# Workers that are killed prove nothing against an event, until it is the same one again and again.
BEGINNINGS = 20
# A failure that held up a worker for as long weighs more than one that came at once.
SLOW_SECONDS = 5.0
# Where it is still away, the lease runs out instead.
AFTER_REDIS_SECONDS = 1.0
# By then more may be known of what is left.
LONGEST_YIELD_SECONDS = 600.0


@cache
def open_desk() -> Desk:
    """This process's desk, by its environment; must not be called before a fork."""
    settings = read_settings()
    redis = connect(settings.redis_url.get_secret_value())
    start_telemetry(settings, "worker")
    desk = build_desk(settings, redis, open_inbox(redis))
    tell_of_bugs(bug_counter(desk.tally))
    return desk


@cache
def lease_keeper() -> LeaseKeeper:
    """This process's; as for the desk, not before a fork."""
    return LeaseKeeper(open_desk().inbox)


def attend(key: str) -> None:
    """Answer the events of the subject with this key, if there are any and nobody else does.

    Only a failing Redis raises; everything else is written into the inbox.
    """
    desk = open_desk()
    beat(desk.redis, "work")
    turn = desk.inbox.begin(Subject.parse(key))
    if turn is not None:
        with told(turn), lease_keeper().keeping(turn):
            ended = _take(turn, desk)
        count_end(desk.tally, turn, ended)
        desk.spending.write_down(well=ended in ("finished", "nothing_to_do"))
    desk.inbox.ring_due()
    desk.tally.flush(desk.redis)


def _take(turn: Turn, desk: Desk) -> Ended:
    if turn.unexcused > BEGINNINGS:
        # Even beginning failed to end: workers died on it, again and again.
        return _give_up(turn, desk, "No attempt came to an end")
    if reason := _must_wait(turn, desk):
        count_deferral(desk.tally, turn, reason)
        tell(turn, INFO, "Turn put back: it is too early for this installation", why=reason)
        desk.inbox.put_back(turn)
        return "deferred"
    began, waited = time.monotonic(), desk.github.seconds_waited
    tell(turn, INFO, "Turn begun", event_name=turn.prompt.event, attempt=turn.attempt)
    try:
        with timed(turn, desk.tally, desk.requests):
            attend_to(turn, desk)
    except WorldFailure as failure:
        return _wait_for_the_world(turn, desk, failure, time.monotonic() - began)
    except (Gone, NotPermitted) as end:
        return _look_again(turn, desk, end)
    except OutOfTime as late:
        if desk.github.seconds_waited - waited > TURN_SECONDS / 2:
            slow = WorldFailure(SLOW_SECONDS, "GitHub took too long to answer")
            return _wait_for_the_world(turn, desk, slow, TURN_SECONDS)
        return _defer_bug(turn, desk, late, ATTEMPTS_OUT_OF_TIME)
    except RedisError as outage:
        count_deferral(desk.tally, turn, "outage")
        return _defer(turn, desk, AFTER_REDIS_SECONDS, f"Redis did not answer: {outage}")
    except Exception as bug:
        return _defer_bug(turn, desk, bug, ATTEMPTS)
    SecondLooks(desk.redis).expect(turn)
    forget_waiting(turn, desk)
    desk.inbox.finish(turn)
    tell(turn, INFO, "Turn finished")
    return "finished"


def _must_wait(turn: Turn, desk: Desk) -> Deferral | None:
    """Why it is too early for this turn, if it is, which is better known before anything is read;
    then the installation is left alone for as long.
    """
    installation_id, background = turn.subject.installation_id, turn.prompt.background
    reason: Deferral = "pace"
    wait = desk.pace.wait_before(installation_id, background=background)
    if background and not wait:
        wait = min(desk.allowance.is_scarce(installation_id), LONGEST_YIELD_SECONDS)
        reason = "budget"
    if not wait:
        return None
    pause(desk.redis, installation_id, wait, background=background)
    return reason


def _wait_for_the_world(turn: Turn, desk: Desk, failure: WorldFailure, took: float) -> Ended:
    """Outages and limits end by themselves, so they never use up the attempts. `took`: seconds
    that the turn lasted.
    """
    later, installation_id = failure.after_attempts(turn.excused), turn.subject.installation_id
    seconds = later.retry_after
    if failure.for_all and failure.named:
        pause(desk.redis, installation_id, seconds)
    elif failure.for_all:
        seconds = pause_for_limit(desk.redis, installation_id, failure.retry_after)
    elif not failure.named:
        note_failure(desk.redis, installation_id, 2 if took > SLOW_SECONDS else 1)
    count_deferral(desk.tally, turn, _reason(failure))
    say_waiting(turn, desk, failure, seconds, took)
    return _defer(turn, desk, seconds, later.message, counted=not isinstance(failure, TooEarly))


def _reason(failure: WorldFailure) -> Deferral:
    if isinstance(failure, BudgetSpent):
        return "budget"
    return "limit" if isinstance(failure, LimitReached) else "outage"


def _defer(turn: Turn, desk: Desk, seconds: float, why: str, *, counted: bool = True) -> Ended:
    # Nothing is wrong where only something that was written has to show.
    level = WARNING if counted else INFO
    tell(turn, level, "Turn deferred", why=why, seconds=round(seconds, 1))
    desk.inbox.defer(turn, seconds, _without_secrets(desk, why), excused=True, counted=counted)
    return "deferred"


def _look_again(turn: Turn, desk: Desk, end: Gone | NotPermitted) -> Ended:
    """What is not there, or not allowed, may be so in a moment only; `end` says which it is."""
    waits = LOOK_AGAIN if isinstance(end, Gone) else ASK_AGAIN
    if turn.unexcused > len(waits):
        return _end_for_nothing(turn, desk, end)
    seconds = waits[turn.unexcused - 1]
    tell(turn, INFO, "Not to be had, to be looked for again", why=str(end), seconds=seconds)
    count_deferral(desk.tally, turn, "not_found_yet")
    desk.inbox.defer(turn, seconds, _without_secrets(desk, str(end)))
    return "deferred"


def _end_for_nothing(turn: Turn, desk: Desk, end: Gone | NotPermitted) -> Ended:
    tell(turn, INFO, "Turn ended: nothing can be done here", why=str(end))
    desk.inbox.finish(turn)
    return "nothing_to_do"


def _defer_bug(turn: Turn, desk: Desk, bug: BaseException, attempts: int) -> Ended:
    """Try again later, or give up after the last of `attempts`: no verdict is better than a false
    one.
    """
    why = _without_secrets(desk, f"{type(bug).__name__}: {bug}")
    if turn.unexcused >= attempts:
        return _give_up(turn, desk, why, bug)
    seconds = BACK_OFF[min(turn.unexcused, len(BACK_OFF)) - 1]
    tell(turn, ERROR, "Turn failed, to be tried again", seconds=seconds, exc_info=bug)
    desk.inbox.defer(turn, seconds, why)
    return "failed"


def _give_up(turn: Turn, desk: Desk, why: str, bug: BaseException | None = None) -> Ended:
    words = "Turn given up, kept as a dead letter"
    tell(turn, ERROR, words, why=why, dead_letters=1, exc_info=bug)
    desk.inbox.give_up(turn, why)
    return "given_up"


def _without_secrets(desk: Desk, words: str) -> str:
    """For Redis, where whoever may look in reads it."""
    return hiding(desk.settings)(words)
