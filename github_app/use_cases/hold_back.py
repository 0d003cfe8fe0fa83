"""Where an installation told people as much as GitHub allows within an hour, verdicts go out alone:
comments, labels and requests for reviews follow when there is room again.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta

import structlog

from github_app.desk import Desk
from github_app.inbox import Turn
from github_app.publisher.nudges import ReminderWrites
from github_app.publisher.plan import Writes
from github_app.use_cases.look_after_reviews import ReviewCare

log = structlog.stdlib.get_logger(__name__)


def hold_back_care(turn: Turn, desk: Desk, care: ReviewCare, now: datetime) -> ReviewCare:
    """`care` as far as there is room for it at `now` (UTC); it is looked at again when there is."""
    later = _room_at(turn, desk, len(care.asked) + bool(care.reminders.body), now)
    if later is None:
        return care
    folded = ReminderWrites(folded=care.reminders.folded)
    return ReviewCare(reminders=folded, look_again=earlier_of(care.look_again, later))


def hold_back(
    turn: Turn, desk: Desk, writes: Writes, now: datetime
) -> tuple[Writes, datetime | None]:
    """What of `writes` may be published at `now`, and when there is room for the rest, None where
    all may. Those who are to be asked or reminded stay: for them, see `hold_back_care`.
    """
    adds = writes.comment is not None and "add" in writes.comment.steps
    news = len(writes.labels) + 2 * len(writes.answers) + adds
    others = len(writes.asked) + bool(writes.reminders.body)
    later = _room_at(turn, desk, news + others, now) if news else None
    if later is None:
        return writes, None
    comment = None if adds else writes.comment
    return replace(writes, labels=(), answers=(), comment=comment), later


def earlier_of(one: datetime | None, other: datetime | None) -> datetime | None:
    """None stands for never."""
    return min((each for each in (one, other) if each), default=None)


def _room_at(turn: Turn, desk: Desk, things: int, now: datetime) -> datetime | None:
    """When so many things may be said, None for now."""
    wait = things and desk.pace.wait_before_content(turn.subject.installation_id, things)
    if not wait:
        return None
    log.warning("Verdicts go out alone: enough was said within the hour", seconds=round(wait))
    return now + timedelta(seconds=wait)
