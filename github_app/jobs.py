"""What an RQ job does: take the turn, attend to the subject, and say how it went."""

from __future__ import annotations

from functools import cache

import structlog

from github_app.desk import Desk, build_desk
from github_app.failures import Gone, LimitReached, NotPermitted, WorldFailure
from github_app.inbox import Turn
from github_app.inbox.opening import open_inbox
from github_app.installation_pause import pause, pause_left
from github_app.redis_connection import connect
from github_app.settings import read_settings
from github_app.subjects import Subject
from github_app.time_limit import OutOfTime
from github_app.use_cases.attend import attend as attend_to
from github_app.vital_signs import beat

log = structlog.stdlib.get_logger(__name__)

# Seconds until the next attempt after one of our bugs; the last one repeats.
BACK_OFF = (5, 30, 120, 600)
ATTEMPTS = 8
# Right after an event, a part of GitHub may not know yet what the event tells.
LOOK_AGAIN = (5, 30)
# What takes too long mostly does so each time, and keeps others waiting.
ATTEMPTS_OUT_OF_TIME = 2


@cache
def open_desk() -> Desk:
    """This process's desk, by its environment; must not be called before a fork."""
    settings = read_settings()
    redis = connect(settings.redis_url.get_secret_value())
    return build_desk(settings, redis, open_inbox(redis))


def attend(key: str) -> None:
    """Answer the events of the subject with this key, if there are any and nobody else does.

    Only a failing Redis raises; everything else is written into the inbox.
    """
    desk = open_desk()
    beat(desk.redis, "work")
    turn = desk.inbox.begin(Subject.parse(key))
    if turn is not None:
        with structlog.contextvars.bound_contextvars(subject=key, deliveries=turn.deliveries):
            _take(turn, desk)
    desk.inbox.ring_due()


def _take(turn: Turn, desk: Desk) -> None:
    if turn.unexcused > ATTEMPTS:
        # Even beginning failed to end: workers died on it, again and again.
        _give_up(turn, desk, "No attempt came to an end")
        return
    installation_id = turn.subject.installation_id
    if left := pause_left(desk.redis, installation_id):
        desk.inbox.defer(turn, left, "GitHub asked this installation to wait", excused=True)
        return
    log.info("Turn begun", event_name=turn.prompt.event, attempt=turn.attempt)
    try:
        attend_to(turn, desk)
    except WorldFailure as failure:
        later = failure.after_attempts(turn.excused)
        # Without a named time it is mostly about this one request, such as too many comments.
        if isinstance(failure, LimitReached) and failure.named:
            pause(desk.redis, installation_id, later.retry_after)
        log.warning("Turn deferred", why=later.message, seconds=later.retry_after)
        # Outages and limits end by themselves, so they never use up the attempts.
        desk.inbox.defer(turn, later.retry_after, later.message, excused=True)
    except Gone as end:
        _look_again(turn, desk, end)
    except NotPermitted as end:
        log.info("Turn ended: nothing can be done here", why=str(end))
        desk.inbox.finish(turn)
    except OutOfTime as late:
        _defer_bug(turn, desk, late, ATTEMPTS_OUT_OF_TIME)
    except Exception as bug:
        _defer_bug(turn, desk, bug, ATTEMPTS)
    else:
        desk.inbox.finish(turn)
        log.info("Turn finished")


def _look_again(turn: Turn, desk: Desk, end: Gone) -> None:
    if turn.attempt <= len(LOOK_AGAIN):
        seconds = LOOK_AGAIN[turn.attempt - 1]
        log.info("Not found, to be looked for again", why=str(end), seconds=seconds)
        desk.inbox.defer(turn, seconds, str(end))
        return
    log.info("Turn ended: nothing can be done here", why=str(end))
    desk.inbox.finish(turn)


def _defer_bug(turn: Turn, desk: Desk, bug: BaseException, attempts: int) -> None:
    """Try again later, or give up after the last of `attempts`: no verdict is better than a false
    one.
    """
    why = f"{type(bug).__name__}: {bug}"
    if turn.unexcused >= attempts:
        _give_up(turn, desk, why, bug)
        return
    seconds = BACK_OFF[min(turn.unexcused, len(BACK_OFF)) - 1]
    log.error("Turn failed, to be tried again", seconds=seconds, exc_info=bug)
    desk.inbox.defer(turn, seconds, why)


def _give_up(turn: Turn, desk: Desk, why: str, bug: BaseException | None = None) -> None:
    log.error("Turn given up, kept as a dead letter", why=why, exc_info=bug)
    desk.inbox.give_up(turn, why)
