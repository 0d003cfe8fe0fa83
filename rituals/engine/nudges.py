"""Reminders that back off: one when due, one when overdue, then silence; `/snooze` puts them off.

The issue itself is the first reminder, so an issue that opened no earlier than it was due gets no
word when due. All that was said is read from the comments: said twice, it says nothing.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final, Literal

from checks.engine.snooze_words import unclear_snooze
from rituals.engine.actions import Acknowledge, Action, Remark
from rituals.engine.cadence import Occurrence
from rituals.engine.facts import OwnIssue
from rituals.engine.remarks import due_words, is_said, overdue_words, remark_marker
from rituals.engine.reminder import Reminder
from rituals.engine.settings import RitualSettings
from rituals.engine.snooze import Snooze, snoozes_in

# Where people talk that much, no reminder is needed; and what was said may be out of sight.
_LIVELY: Final = 10


@dataclass(frozen=True, slots=True)
class Nudge:
    """A word that is wanted from `at` (UTC) on."""

    kind: Literal["due", "overdue"]
    at: datetime


def nudges_of(
    occurrence: Occurrence,
    opened_at: datetime,
    settings: RitualSettings,
    quiet_until: datetime | None = None,
) -> tuple[Nudge, ...]:
    """What an issue that opened at `opened_at` is to be reminded of, by time."""
    due = occurrence.due
    overdue = max(due, opened_at) + timedelta(days=settings.overdue_after_days)
    wished = [Nudge("due", due)] if settings.lead_days and opened_at < due else []
    wished.append(Nudge("overdue", overdue))
    if quiet_until is None:
        return tuple(wished)
    return tuple(Nudge(nudge.kind, max(nudge.at, quiet_until)) for nudge in wished)


def nudges_for(
    reminder: Reminder, occurrence: Occurrence, settings: RitualSettings
) -> tuple[Nudge, ...]:
    """Those of an issue that stands, with what people asked for below it."""
    snooze = _in_force(reminder.issue, settings)
    opened_at = reminder.issue.opened_at or occurrence.due
    return nudges_of(occurrence, opened_at, settings, snooze.until if snooze else None)


def remark_now(
    reminder: Reminder, occurrence: Occurrence, settings: RitualSettings, now: datetime
) -> Iterator[Remark]:
    """The word that is to be said now below an open issue that was not held; at most one."""
    issue = reminder.issue
    come = [nudge for nudge in nudges_for(reminder, occurrence, settings) if nudge.at <= now]
    if not come or _is_lively(issue, come[-1].at):
        return
    kind = come[-1].kind
    snooze = _in_force(issue, settings)
    key = f"{kind} {reminder.occurrence}" + (f" {snooze.comment.id}" if snooze else "")
    if not is_said(issue, key):
        words = due_words if kind == "due" else overdue_words
        body = f"{remark_marker(key)}\n{words(occurrence.day, settings)}"
        yield Remark(issue.number, kind, body)


def answers(reminder: Reminder, settings: RitualSettings) -> Iterator[Action]:
    """A sign that a command below an open issue was followed, or a word why it was not."""
    for snooze in snoozes_in(reminder.issue, settings.cadence):
        comment = snooze.comment
        key = f"answer {comment.id}"
        if snooze.until is None and not is_said(reminder.issue, key):
            body = f"{remark_marker(key)}\n{unclear_snooze(snooze.written)}"
            yield Remark(reminder.issue.number, "answer", body)
        elif snooze.until and not comment.is_acknowledged:
            yield Acknowledge(comment.id)


def _in_force(issue: OwnIssue, settings: RitualSettings) -> Snooze | None:
    """The last one that was understood."""
    asked = [snooze for snooze in snoozes_in(issue, settings.cadence) if snooze.until]
    return asked[-1] if asked else None


def _is_lively(issue: OwnIssue, since: datetime) -> bool:
    return len(issue.comments) >= _LIVELY and issue.comments[0].at > since
