"""The parts that the issues of all rituals share: opening, checklists, closing."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Final

from checks.engine.words import code, listing, plural
from rituals.engine.carry_over import carried, task
from rituals.engine.declare import Due, RitualSettings
from rituals.engine.facts import RitualFacts
from rituals.engine.reminder import Reminder

_MOST_CARRIED: Final = 60
_LATE: Final = timedelta(days=1)


def opening(due: Due, facts: RitualFacts, settings: RitualSettings, purpose: str) -> str:
    """What comes round, when, what for, who holds it and which one was before."""
    when = f"{long_date(due.occurrence.day)} at {settings.at} {code(settings.time_zone)}"
    late = facts.now - due.occurrence.due
    delay = f" It opened {plural(late.days, 'day')} after its time." if late >= _LATE else ""
    first = f"**{due.occurrence.id}**, {when}.{delay} {purpose}"
    parts = [first, _holder(due, settings), _previous(due.previous)]
    return "\n\n".join(part for part in parts if part)


def carried_over(items: Sequence[str], previous: Reminder | None) -> str:
    """What was left unticked in the issue before; "" when nothing was."""
    if not items or previous is None:
        return ""
    lines = [f"### Carried over from #{previous.issue.number}", ""]
    lines += [carried(item) for item in items[:_MOST_CARRIED]]
    if more := len(items) - _MOST_CARRIED:
        note = f"{plural(more, 'further item')} unticked in #{previous.issue.number}."
        lines += ["", note] if more > 0 else []
    return "\n".join(lines)


def checklist(heading: str, steps: Sequence[str]) -> str:
    """A heading with open items."""
    return "\n".join([f"### {heading}", "", *map(task, steps)])


def closing(due: Due, facts: RitualFacts) -> str:
    """When the next one comes, and where the rule is changed."""
    following = due.following
    return (
        f"---\n\nThe next one is {following.id}, on {long_date(following.day)}. "
        f"Rhythm, people and labels are set in {code(facts.policy_path)}."
    )


def long_date(day: date) -> str:
    """`Monday, 23 November 2026`."""
    return f"{day:%A}, {day.day} {day:%B %Y}"


def _holder(due: Due, settings: RitualSettings) -> str:
    if not settings.rotation:
        return ""
    turn = f"It is the turn of {code(due.holder)}." if due.holder else "Nobody is assigned."
    if not due.passed_over:
        return turn
    names = listing([code(login) for login in due.passed_over], most=5)
    are = "is not among those" if len(due.passed_over) == 1 else "are not among those"
    return (
        f"{turn} {names} {are} whom GitHub lets be assigned in this repository; "
        "access or a change of `rotation` puts that right."
    )


def _previous(previous: Reminder | None) -> str:
    if previous is None:
        return ""
    link = f"The one before was #{previous.issue.number} ({previous.occurrence})."
    if not previous.issue.is_open:
        return link
    return f"{link} It is still open; what is unticked there stands below, so it can be closed."
