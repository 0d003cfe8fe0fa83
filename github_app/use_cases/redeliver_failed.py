"""Finds the deliveries that failed, and has GitHub send them again: it never does so by itself."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable
from dataclasses import replace

import structlog

from github_app.catching_up.redeliveries import MOST_TIMES, Failed, Redeliveries
from github_app.desk import Desk
from github_app.failures import Gone
from github_app.gateway.client import GitHub
from github_app.gateway.deliveries import ask_again
from github_app.inbox.measures import REMEMBERED_SECONDS
from github_app.use_cases.read_failed import Record, read_failed

# A minute's worth may be asked for in one go.
_AT_ONCE = 60
_PAUSE_SECONDS = 1.0

log = structlog.stdlib.get_logger(__name__)


def redeliver_failed(
    desk: Desk, stopped_within: Callable[[float], bool], *, at_once: bool = False
) -> int:
    """Asks for what failed since the last time, newest first, some sixty a minute; how many.

    `at_once`: somebody listens anew, so what failed before need not wait. While nobody seems to
    listen, one of them is tried. One request when nothing failed. Raises `github_app.failures`.
    """
    github, known = desk.github.as_app(), Redeliveries(desk.redis)
    record, until = read_failed(desk, github, known, at_once=at_once)
    failed, now = _updated(known.all(), record), time.time()
    due = [it for it in failed.values() if it.is_due(now, at_once=at_once)]
    known.forget(guid for guid, it in failed.items() if _is_over(it, record, now))
    known.keep({guid: it for guid, it in failed.items() if not _is_over(it, record, now)})
    if until is not None:
        # Only now: what was cut short is read again.
        known.note_read(until)
    due = sorted((it for it in due if it.guid not in record.arrived), key=lambda it: -it.attempt_id)
    if record.newest is not None and record.newest.nobody_there and not at_once:
        due = due[:1]
    asked = _ask(desk, github, known, due, stopped_within)
    if failed or asked:
        log.info("Failed deliveries", found=len(record.failed), due=len(due), asked_again=asked)
    return asked


def _updated(known: dict[str, Failed], record: Record) -> dict[str, Failed]:
    """What is known, with what failed for the first time or once more."""
    updated, now = dict(known), time.time()
    for guid, attempt in record.failed.items():
        before = known.get(guid, Failed(guid, 0, now))
        if attempt.id > before.attempt_id:
            updated[guid] = replace(before, attempt_id=attempt.id, is_open=True)
    return updated


def _is_over(failed: Failed, record: Record, now: float) -> bool:
    return failed.guid in record.arrived or now - failed.found_at > REMEMBERED_SECONDS


def _ask(
    desk: Desk,
    github: GitHub,
    known: Redeliveries,
    due: Iterable[Failed],
    stopped_within: Callable[[float], bool],
) -> int:
    asked, until = 0, time.monotonic() + desk.settings.redelivery_seconds
    for failed in due:
        if (asked >= _AT_ONCE and stopped_within(_PAUSE_SECONDS)) or time.monotonic() > until:
            break
        if known.claim(failed):
            is_taken = _is_taken(github, known, failed)
            asked += 1
            desk.tally.count("plumbline_redeliveries_total")
            log.info("Failed delivery asked for again", delivery=failed.guid, granted=is_taken)
        else:
            is_taken = True
        times = failed.times + 1 if is_taken else MOST_TIMES
        told = replace(failed, times=times, asked_at=time.time(), is_open=False)
        known.keep({failed.guid: told})
    return asked


def _is_taken(github: GitHub, known: Redeliveries, failed: Failed) -> bool:
    try:
        return ask_again(github, failed.attempt_id)
    except Gone:
        return False
    except Exception:
        known.let_go(failed)
        raise
