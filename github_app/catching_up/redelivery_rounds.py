"""When GitHub is asked for what failed to be delivered: at start, when the front door was opened
anew, and every `redelivery_seconds`.
"""

from __future__ import annotations

import time
from collections.abc import Callable

import structlog
from redis.exceptions import RedisError

from github_app.catching_up.front_door import opening
from github_app.catching_up.looks import Looks
from github_app.desk import Desk
from github_app.failures import Gone, NotPermitted, WorldFailure
from github_app.use_cases.redeliver_failed import redeliver_failed

_LOOK_SECONDS = 1.0
_AFTER_TROUBLE_SECONDS = 30.0

log = structlog.stdlib.get_logger(__name__)


def ask_for_failed_deliveries(desk: Desk, stopped_within: Callable[[float], bool]) -> None:
    """Runs until `stopped_within` says so; to be run in a thread of its own."""
    opened, next_round = None, 0.0
    while not stopped_within(_LOOK_SECONDS):
        try:
            latest = opening(desk.redis)
        except RedisError:
            # What came in meanwhile was refused, so it is asked for as soon as Redis is there.
            opened = None
            continue
        if latest != opened or time.monotonic() >= next_round:
            seconds = one_round(desk, stopped_within, is_opened=latest != opened)
            opened, next_round = latest, time.monotonic() + seconds


def one_round(
    desk: Desk, stopped_within: Callable[[float], bool], *, is_opened: bool = False
) -> float:
    """Seconds until the next one is worthwhile. Where the front door `is_opened` anew, all
    installations are looked at as well: GitHub forgets what failed after some days.
    """
    try:
        if is_opened:
            Looks(desk.redis).look_at_all()
        redeliver_failed(desk, stopped_within, at_once=is_opened)
        desk.tally.flush(desk.redis)
    except WorldFailure as failure:
        log.warning("Failed deliveries could not be read in full", why=failure.message)
        return max(failure.retry_after, _AFTER_TROUBLE_SECONDS)
    except (Gone, NotPermitted, RedisError) as problem:
        log.warning("Failed deliveries could not be read in full", why=str(problem))
        return _AFTER_TROUBLE_SECONDS
    except Exception as bug:
        log.error("Asking for failed deliveries failed", exc_info=bug)
    return desk.settings.redelivery_seconds
