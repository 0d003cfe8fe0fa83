"""What is written below a reminder: one fact, what to do now, how to put it off."""

from __future__ import annotations

import re
from datetime import date
from typing import Final

from rituals.engine.facts import OwnIssue
from rituals.engine.reminder import Reminder
from rituals.engine.sections import long_date
from rituals.engine.settings import RitualSettings

_MARKER: Final = re.compile(r"<!-- plumbline:ritual-remark (?P<key>[^\r\n]{1,300}?) -->", re.ASCII)
_SHOW: Final = {
    "any": "tick the steps, link the notes (`Notes: <link>`) or close this issue as completed",
    "notes": "link the notes here, in a line such as `Notes: <link>`",
    "checklist": "tick the steps above",
    "closed": "close this issue as completed",
}


def remark_marker(key: str) -> str:
    """The first line of a comment of ours; `key` says what it is about."""
    return f"<!-- plumbline:ritual-remark {key} -->"


def is_said(issue: OwnIssue, key: str) -> bool:
    """Whether a comment of ours with this key stands below `issue`."""
    found = (_MARKER.match(comment.body) for comment in issue.comments if comment.is_own)
    return any(match["key"] == key for match in found if match)


def due_words(day: date, settings: RitualSettings) -> str:
    """Said once, when a reminder that opened ahead falls due."""
    return (
        f"**It is time:** this falls on {long_date(day)}.\n\n"
        f"**What to do now.** Hold it, then {_SHOW[settings.held_by]}: that shows it took place. "
        "`/snooze 3d` in a comment puts the next reminder off."
    )


def overdue_words(day: date, settings: RitualSettings) -> str:
    """Said once, when nothing shows that it was held."""
    return (
        f"**Nothing shows yet that this was held.** It was due on {long_date(day)}.\n\n"
        f"**What to do now.** If it took place, {_SHOW[settings.held_by]}. If not, hold it now, or "
        "close this issue as not planned: what is unticked comes back next time either way.\n\n"
        "<sub>This is the last reminder. `/snooze 3d` in a comment asks for one more, in three "
        "days.</sub>"
    )


def duplicate_words(kept: Reminder) -> str:
    """The reason why a second issue of one occurrence is closed."""
    return (
        f"**{kept.occurrence} has its issue here already:** #{kept.issue.number}. This one is "
        "closed, so that everything is in one place.\n\n"
        f"**What to do now.** Nothing, unless something written here is missing from "
        f"#{kept.issue.number}: copy it there."
    )


def marker_words(line: str) -> str:
    """What is told where the hidden marker of an issue was changed; `line` is what it should be."""
    return (
        "**The hidden line that says which turn this issue is for was changed,** so its title is "
        "read instead. If the title changes as well, a second issue may open.\n\n"
        "**What to do now.** Edit the text of this issue and put this line first, in place of the "
        f"changed one:\n\n```text\n{line}\n```"
    )
