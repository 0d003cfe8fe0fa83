"""Reminders of missing reviews: one comment each, folded away once a review came."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from github_app.gateway.pull_requests.standing import Standing
from github_app.gateway.pull_requests.standing_reminders import StandingReminder, reminder_marker
from github_app.publisher.operations import Operation
from reviews.overdue import Overdue
from reviews.reminder_text import reminder_text
from reviews.wishes import Nudging


@dataclass(frozen=True, slots=True)
class ReminderWrites:
    """`body` is a new comment with its marker, "" for none; `folded` are the node ids of comments
    to fold away.
    """

    body: str = ""
    folded: tuple[str, ...] = ()


NO_REMINDERS = ReminderWrites()


def plan_reminders(
    found: Overdue, standing: Sequence[StandingReminder], wish: Nudging
) -> ReminderWrites:
    """The difference between what is due and what stands."""
    unfolded = tuple(each.id for each in standing if not each.is_minimised)
    if found.is_over:
        return ReminderWrites(folded=unfolded)
    if found.reminder is None:
        return NO_REMINDERS
    marker = reminder_marker(found.reminder.kind, found.reminder.round)
    return ReminderWrites(f"{marker}\n{reminder_text(found.reminder, wish)}")


def reminder_inputs(writes: ReminderWrites, standing: Standing) -> list[Operation]:
    operations = [
        Operation("minimizeComment", {"subjectId": id, "classifier": "RESOLVED"})
        for id in writes.folded
    ]
    if writes.body:
        comment = {"subjectId": standing.pull_request_id, "body": writes.body}
        operations.append(Operation("addComment", comment))
    return operations
