"""The parts that the issues of all rituals share: opening, carried items, checklists, closing."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Final
from zoneinfo import ZoneInfo

from checks.engine.words import code, listing, plural
from rituals.engine.cadence import Occurrence
from rituals.engine.carry_over import TOO_OFTEN, Item, carried, carried_often, task
from rituals.engine.declare import Due, RitualSettings
from rituals.engine.facts import RitualFacts
from rituals.engine.reminder import Reminder
from rituals.engine.scope import scope

NOTES: Final = "**Notes:**"
"""How the line begins behind which people link their notes."""

_MOST_CARRIED: Final = 60
_MOST_MISSED: Final = 5
_LATE: Final = timedelta(days=1)


def body_of(*sections: str) -> str:
    """The sections that say something, one below the other."""
    return "\n\n".join(section for section in sections if section)


def opening(
    due: Due, facts: RitualFacts, settings: RitualSettings, purpose: str, now: str = ""
) -> str:
    """What comes round, when, and who holds it; what for, and what to do now; which repositories it
    looks at, where that is not its own alone; the one before.
    """
    late = facts.now - due.occurrence.due
    delay = f"It opened {plural(late.days, 'day')} late." if late >= _LATE else ""
    about = (_when(due.occurrence, settings), delay, _holder(due, settings))
    what = (purpose, f"**Now:** {now}" if now else "")
    parts = (about, what, (scope(facts, settings),), (before(due),))
    return body_of(*(" ".join(words for words in part if words) for part in parts))


def before(due: Due) -> str:
    """The one before, and those that nothing shows to have been held; "" for the first one."""
    previous = due.previous
    if previous is None:
        return ""
    link = f"The previous one is {_numbered(previous)}"
    if due.missed == (previous,):
        return (
            f"{link}, and nothing shows that it was held: what is still wanted can be done here, "
            "and that issue can be closed."
        )
    if due.missed:
        missed = listing([_numbered(reminder) for reminder in due.missed], _MOST_MISSED)
        were = "was" if len(due.missed) == 1 else "were"
        return (
            f"{link}. Nothing shows that {missed} {were} held: what is still wanted can be done "
            "here, and the issues that are still open can be closed."
        )
    if not previous.issue.is_open:
        return f"{link}."
    return f"{link}, still open. What is unticked there is carried over below, so it can be closed."


def carried_over(items: Sequence[Item], previous: Reminder | None) -> str:
    """What was left unticked in the issue before, the oldest first; "" when nothing was."""
    if not items or previous is None:
        return ""
    return f"### Carried over from #{previous.issue.number}\n\n{carried_items(items, previous)}"


def carried_items(items: Sequence[Item], previous: Reminder) -> str:
    """The same without a heading; `items` is not empty."""
    lines = [carried(item) for item in items[:_MOST_CARRIED]]
    if often := carried_often(items):
        what = "one of these was" if often == 1 else f"{often} of these were"
        lines += [
            "",
            f"{what.capitalize()} carried over {TOO_OFTEN} times or more: do it now, give",
        ]
        lines[-1] += " it an issue of its own, or strike it out."
    if (more := len(items) - _MOST_CARRIED) > 0:
        lines += ["", f"{plural(more, 'further item')} unticked in #{previous.issue.number}."]
    return "\n".join(lines)


def checklist(heading: str, steps: Sequence[str]) -> str:
    """A heading with open items."""
    return "\n".join([f"### {heading}", "", *map(task, steps)])


def actions(heading: str = "Actions", example: str = "@login what, by when") -> str:
    """Where people write down what was agreed."""
    return (
        f"### {heading}\n\nWrite each as a task, such as `- [ ] {example}`; what stays unticked "
        "comes back next time."
    )


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


def _numbered(reminder: Reminder) -> str:
    return f"#{reminder.issue.number} ({reminder.occurrence})"


def _when(occurrence: Occurrence, settings: RitualSettings) -> str:
    local = occurrence.due.astimezone(ZoneInfo(settings.time_zone))
    when = f"{long_date(occurrence.day)} at {local:%H:%M} {code(settings.time_zone)}"
    moved = f", moved from {occurrence.planned}, a quiet day" if occurrence.planned else ""
    return f"**{occurrence.id}**, {when}{moved}."


def _holder(due: Due, settings: RitualSettings) -> str:
    if not settings.rotation:
        return ""
    turn = f"It is {code(due.holder)}'s turn." if due.holder else "Nobody is assigned."
    if due.away:
        turn += f" Away that day: {listing([code(login) for login in due.away], most=5)}."
    if not due.passed_over:
        return turn
    names = listing([code(login) for login in due.passed_over], most=5)
    return (
        f"{turn} {names} cannot be assigned in this repository: give them access, or change "
        "`rotation`."
    )
