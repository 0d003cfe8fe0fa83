"""The reminders of a ritual that stand, and which of them were opened twice."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from rituals.engine.declare import Ritual
from rituals.engine.facts import OwnIssue
from rituals.engine.reminder import Reminder, recognise


def reminders_of(ritual: Ritual, own_issues: Iterable[OwnIssue]) -> tuple[Reminder, ...]:
    """All that are found, doubles too; by day, then by number."""
    recognised = (recognise(issue, ritual.name, ritual.title) for issue in own_issues)
    found = (reminder for reminder in recognised if reminder)
    return tuple(sorted(found, key=lambda r: (r.day, r.issue.number)))


def without_doubles(found: Sequence[Reminder]) -> tuple[Reminder, ...]:
    """One for each occurrence, in the same order.

    It is the one that was closed as done, else the first that is open, else the first of all.
    """
    kept: dict[str, Reminder] = {}
    for reminder in found:
        before = kept.get(reminder.occurrence)
        if before is None or _weight(reminder.issue) > _weight(before.issue):
            kept[reminder.occurrence] = reminder
    return tuple(reminder for reminder in found if kept[reminder.occurrence] is reminder)


def _weight(issue: OwnIssue) -> int:
    if issue.is_open:
        return 1
    return 2 if issue.is_completed else 0
