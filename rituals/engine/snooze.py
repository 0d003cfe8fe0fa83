"""`/snooze 3d` in a comment below a reminder: what is still to come, comes later."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from rituals.engine.cadence import Cadence
from rituals.engine.facts import OwnIssue
from snapshot.conversation import Comment
from snapshot.snooze_command import LONGEST_SNOOZE, command_in, pause_in
from snapshot.wall_clock import first_instant


@dataclass(frozen=True, slots=True)
class Snooze:
    """What a comment asks for: silence `until` an instant (UTC), None when it was not understood;
    `written` is what stood behind the command.
    """

    comment: Comment
    written: str
    until: datetime | None


def snoozes_in(issue: OwnIssue, cadence: Cadence) -> tuple[Snooze, ...]:
    """What people who may steer asked for below `issue`, by age; of each comment its last word."""
    asked = (_asked(comment, cadence) for comment in issue.comments if _may_ask(comment))
    return tuple(snooze for snooze in asked if snooze)


def _may_ask(comment: Comment) -> bool:
    return comment.may_steer and not comment.is_own


def _asked(comment: Comment, cadence: Cadence) -> Snooze | None:
    written = command_in(comment.body, "snooze")
    if written is None:
        return None
    return Snooze(comment, written, _until(written, comment.at, cadence))


def _until(written: str, since: datetime, cadence: Cadence) -> datetime | None:
    pause = pause_in(written)
    if pause is None:
        return None
    until = since + pause if isinstance(pause, timedelta) else _instant(pause, cadence)
    return until if until and since < until <= since + LONGEST_SNOOZE else None


def _instant(day: date, cadence: Cadence) -> datetime | None:
    try:
        return first_instant(datetime.combine(day, cadence.at), cadence.zone)
    except (ValueError, OverflowError):
        return None
