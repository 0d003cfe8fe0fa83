"""What keeps reminders in order: doubles are closed, changed markers are told of."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from rituals.engine.actions import Conclude, Remark
from rituals.engine.declare import Ritual
from rituals.engine.remarks import duplicate_words, is_said, marker_words, remark_marker
from rituals.engine.reminder import Reminder, marker


def doubles_closed(found: Sequence[Reminder], known: Sequence[Reminder]) -> Iterator[Conclude]:
    """The later of two issues of one occurrence is closed, once: who opens it again means it."""
    kept = {reminder.occurrence: reminder for reminder in known}
    for reminder in found:
        one = kept[reminder.occurrence]
        key = f"duplicate {reminder.occurrence}"
        if one is reminder or not reminder.issue.is_open or is_said(reminder.issue, key):
            continue
        body = f"{remark_marker(key)}\n{duplicate_words(one)}"
        yield Conclude(reminder.issue.number, body, completed=False)


def marker_told(ritual: Ritual, reminder: Reminder) -> Iterator[Remark]:
    """A word where the marker was changed into what cannot be; once."""
    key = f"marker {reminder.occurrence}"
    if reminder.is_tampered and not is_said(reminder.issue, key):
        line = marker(ritual.name, reminder.occurrence, reminder.day, "")
        body = f"{remark_marker(key)}\n{marker_words(line)}"
        yield Remark(reminder.issue.number, "marker", body)
