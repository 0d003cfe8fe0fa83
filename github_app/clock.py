"""The clock: rings for what is due, several times a second, and now and then looks at rituals,
dates of records and reviews that may be missing.

One process is enough; two do no harm, since everything it does may be done twice.
"""

from __future__ import annotations

import signal
import threading
import time
from collections.abc import Callable
from datetime import UTC, datetime

import structlog
from redis import Redis
from redis.exceptions import RedisError

from github_app.desk import Desk, build_desk
from github_app.failures import Gone, NotPermitted, WorldFailure
from github_app.gateway.refusals import date_of
from github_app.inbox import Inbox
from github_app.inbox.opening import open_inbox
from github_app.logs import set_up_logs
from github_app.moments import Moments
from github_app.redis_connection import connect
from github_app.settings import Settings
from github_app.slug import keep_slug
from github_app.use_cases.look_for_rituals import look_for_rituals
from github_app.vital_signs import BEAT_SECONDS, beat

log = structlog.stdlib.get_logger(__name__)

RING_SECONDS = 0.2
_AFTER_OUTAGE_SECONDS = 2.0
_SOON_SECONDS = 60.0
_LEAST_PAUSE_SECONDS = 1.0


def run_clock(settings: Settings) -> None:
    """Run until SIGTERM or SIGINT."""
    set_up_logs(settings, "clock")
    stop = threading.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda _number, _frame: stop.set())
    redis = connect(settings.redis_url.get_secret_value())
    inbox = open_inbox(redis)
    desk = build_desk(settings, redis, inbox)
    # GitHub may take its time, so its part of the work must not hold up the ringing.
    looking = threading.Thread(target=_look_around, args=(desk, stop.wait), daemon=True)
    looking.start()
    log.info("Clock started", look_seconds=settings.look_seconds)
    # GitHub's own time is only known when it is asked, which each look does.
    moments = Moments(redis) if settings.time_source == "local" else None
    _ring(redis, inbox, stop, moments)


def _ring(redis: Redis, inbox: Inbox, stop: threading.Event, moments: Moments | None) -> None:
    next_beat = 0.0
    pause = RING_SECONDS
    while not stop.wait(pause):
        try:
            inbox.ring_due()
            if time.monotonic() >= next_beat:
                beat(redis, "clock")
                if moments:
                    moments.mark_passed(inbox, datetime.now(UTC))
                next_beat = time.monotonic() + BEAT_SECONDS
            pause = RING_SECONDS
        except RedisError as error:
            log.warning("Redis does not answer; the clock waits for it", why=str(error))
            pause = _AFTER_OUTAGE_SECONDS
        except Exception as bug:
            # Without the clock nothing is ever tried again, so it outlives whatever goes wrong.
            log.error("Ringing failed; the clock goes on", exc_info=bug)
            pause = _AFTER_OUTAGE_SECONDS


def _look_around(desk: Desk, stopped_within: Callable[[float], bool]) -> None:
    """Learn the App's name and mark due rituals: at start, every `look_seconds`, and whenever a
    ritual that was seen falls due in between.
    """
    pause = 0.0
    while not stopped_within(pause):
        pause = min(desk.settings.look_seconds, max(look(desk), _LEAST_PAUSE_SECONDS))


def look(desk: Desk) -> float:
    """One look; the seconds until the next one is worthwhile, infinite when nothing is expected."""
    try:
        now = _learn_name(desk)
        looked = look_for_rituals(desk)
        passed = Moments(desk.redis).mark_passed(desk.inbox, now)
    except (WorldFailure, Gone, NotPermitted, RedisError) as problem:
        log.warning("The look at rituals was cut short", why=str(problem))
        return _SOON_SECONDS
    except Exception as bug:
        log.error("The look at rituals failed", exc_info=bug)
        return _SOON_SECONDS
    log.info("Looked at rituals", repositories_marked=looked.marked, moments_passed=passed)
    return looked.again_in


def _learn_name(desk: Desk) -> datetime:
    """Also tells the time, by the clock that the settings trust."""
    answer = desk.github.as_app().rest("GET", "/app")
    about_us = answer.data
    if isinstance(about_us, dict) and about_us.get("slug"):
        keep_slug(desk.redis, str(about_us["slug"]))
    return date_of(answer.headers) if desk.settings.time_source == "github" else datetime.now(UTC)
