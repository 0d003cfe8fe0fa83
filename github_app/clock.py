"""The clock: rings for what is due, several times a second, and has installations looked at now and
then, so that workers find what nobody told of. Beside that it has GitHub send again what it failed
to deliver.

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

from github_app.catching_up.looks import LOOK, Looks
from github_app.catching_up.redelivery_rounds import ask_for_failed_deliveries
from github_app.catching_up.second_looks import SecondLooks
from github_app.desk import Desk, build_desk
from github_app.failures import Gone, NotPermitted, WorldFailure
from github_app.gateway.refusals import date_of
from github_app.gateway.sweeping.installations import installations
from github_app.inbox import Inbox
from github_app.inbox.opening import open_inbox
from github_app.logs.bug_reports import tell_of_bugs
from github_app.logs.set_up import set_up_logs
from github_app.metrics.flushing import soon_flushed
from github_app.metrics.turns import bug_counter
from github_app.moments import Moments
from github_app.redis_connection import connect
from github_app.settings import Settings
from github_app.slug import keep_slug
from github_app.subjects import Prompt, Subject
from github_app.telemetry.start import start_telemetry
from github_app.use_cases.tell_who_waits import tell_who_waits
from github_app.vital_signs import BEAT_SECONDS, beat

log = structlog.stdlib.get_logger(__name__)

RING_SECONDS = 0.2
_LOOK_ROUND_SECONDS = 1.0
_AFTER_OUTAGE_SECONDS = 2.0
_SOON_SECONDS = 60.0
_TELLING_SECONDS = 10.0


def run_clock(settings: Settings) -> None:
    """Run until SIGTERM or SIGINT."""
    set_up_logs(settings, "clock")
    stop = threading.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda _number, _frame: stop.set())
    redis = connect(settings.redis_url.get_secret_value())
    inbox = open_inbox(redis)
    start_telemetry(settings, "clock")
    desk = build_desk(settings, redis, inbox, soon_flushed(redis))
    tell_of_bugs(bug_counter(desk.tally))
    # GitHub may take its time, so its part of the work must not hold up the ringing.
    for work in (_look_around, ask_for_failed_deliveries):
        threading.Thread(target=work, args=(desk, stop.wait), daemon=True).start()
    log.info("Clock started", look_seconds=settings.look_seconds)
    # GitHub's own time is only known when it is asked, which each list of installations does.
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
    """Have each installation looked at: at once where none is known, every `look_seconds`, and
    whenever something there that was seen falls due in between.
    """
    looks, next_telling = Looks(desk.redis), 0.0
    while not stopped_within(_LOOK_ROUND_SECONDS):
        try:
            if looks.have_missed_a_start():
                log.info("Redis was started anew: all installations are looked at")
                looks.look_at_all()
            SecondLooks(desk.redis).mark_due(desk.inbox)
            mark_due_looks(desk)
            if time.monotonic() >= next_telling:
                tell_who_waits(desk)
                next_telling = time.monotonic() + _TELLING_SECONDS
        except RedisError as error:
            log.warning("Looks wait for Redis", why=str(error))
            stopped_within(_AFTER_OUTAGE_SECONDS)


def mark_due_looks(desk: Desk) -> None:
    """Lists installations where that is due and marks those to be looked at. Raises RedisError."""
    looks = Looks(desk.redis)
    if looks.listing_is_due():
        try:
            _list(desk, looks)
        except (WorldFailure, Gone, NotPermitted) as problem:
            log.warning("The installations could not be listed", why=str(problem))
            looks.list_again(_SOON_SECONDS)
        except RedisError:
            raise
        except Exception as bug:
            log.error("The installations could not be listed", exc_info=bug)
            looks.list_again(_SOON_SECONDS)
    for installation_id in looks.take_due(desk.settings.look_seconds):
        subject = Subject("sweep", installation_id, 0, "")
        desk.inbox.mark(subject, Prompt(LOOK, "", background=True))


def _list(desk: Desk, looks: Looks) -> None:
    now = _learn_name(desk)
    found = set(installations(desk))
    looks.take_list(found, desk.settings.look_seconds)
    passed = Moments(desk.redis).mark_passed(desk.inbox, now)
    log.info("Installations listed", installations=len(found), moments_passed=passed)


def _learn_name(desk: Desk) -> datetime:
    """Also tells the time, by the clock that the settings trust."""
    answer = desk.github.as_app().rest("GET", "/app")
    about_us = answer.data
    if isinstance(about_us, dict) and about_us.get("slug"):
        keep_slug(desk.redis, str(about_us["slug"]))
    return date_of(answer.headers) if desk.settings.time_source == "github" else datetime.now(UTC)
