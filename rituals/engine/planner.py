"""Compares what is wished with what stands: the reminders that have to be opened, as values.

Planned again after they were opened, nothing is left to do. Of several missed occurrences only the
latest is caught up. An occurrence that was due before the ritual was asked for counts as missed,
too: whoever wants the first one later sets the anchor later.
"""

from __future__ import annotations

from typing import Final

from checks.engine.verdict import LabelWish
from checks.engine.words import cut
from rituals.engine.actions import OpenReminder
from rituals.engine.declare import Due, Ritual
from rituals.engine.facts import RitualFacts
from rituals.engine.reminder import Reminder, marker, recognise
from rituals.engine.settings import RitualSettings

LONGEST_BODY: Final = 60_000


def find_due(ritual: Ritual, settings: RitualSettings, facts: RitualFacts) -> Due | None:
    """The latest occurrence that is due and has no reminder, None when there is nothing to do.

    A reminder of a later occurrence, opened under an earlier rhythm, also means nothing to do.
    """
    cadence = settings.cadence
    latest = cadence.latest_due(facts.now)
    if latest is None:
        return None
    newest = _newest_reminder(ritual, facts)
    if newest and newest.occurrence >= latest.id:
        return None
    holder, passed_over = _holder(settings.rotation, latest.number, facts.assignable)
    return Due(latest, cadence.next_after(latest), newest, holder, passed_over)


def plan(
    ritual: Ritual,
    settings: RitualSettings,
    due: Due,
    facts: RitualFacts,
) -> OpenReminder:
    """The issue that reminds of `due`."""
    day = due.occurrence.day
    head = marker(ritual.name, due.occurrence.id, facts.head_oid)
    body = ritual.compose(due, facts, settings)
    return OpenReminder(
        ritual=ritual.name,
        occurrence=due.occurrence.id,
        title=f"{ritual.title} {due.occurrence.id}: {day:%A}, {day.day} {day:%B %Y}",
        body=cut(f"{head}\n{body}", LONGEST_BODY),
        label=LabelWish(settings.label, ritual.label.color, ritual.label.description),
        assignee=due.holder,
    )


def _newest_reminder(ritual: Ritual, facts: RitualFacts) -> Reminder | None:
    recognised = (recognise(issue, ritual.name, ritual.title) for issue in facts.own_issues)
    found = (reminder for reminder in recognised if reminder)
    return max(found, key=lambda r: (r.occurrence, r.issue.number), default=None)


def _holder(
    rotation: tuple[str, ...], number: int, assignable: frozenset[str]
) -> tuple[str | None, tuple[str, ...]]:
    """Whose turn it is, and who was passed over on the way."""
    turn = number % len(rotation) if rotation else 0
    in_order = rotation[turn:] + rotation[:turn]
    for place, login in enumerate(in_order):
        if login.casefold() in assignable:
            return login, in_order[:place]
    return None, in_order
