"""Compares what is wished with what stands: what is to be done about a ritual, as values.

Planned again after it was carried out, nothing is left to do. Of several missed occurrences only
the latest is caught up. An occurrence that was due before the ritual was asked for counts as
missed, too: whoever wants the first one later sets the anchor later.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta
from typing import Final

from checks.engine.verdict import LabelWish
from checks.engine.words import cut
from rituals.engine.actions import Action, Conclude, OpenReminder, Plan
from rituals.engine.cadence import Occurrence
from rituals.engine.declare import Due, Ritual
from rituals.engine.evidence import evidence
from rituals.engine.facts import RitualFacts
from rituals.engine.known import reminders_of, without_doubles
from rituals.engine.nudges import answers, nudges_for, nudges_of, remark_now
from rituals.engine.remarks import is_said, remark_marker
from rituals.engine.reminder import Reminder, marker
from rituals.engine.rotation import whose_turn
from rituals.engine.settings import RitualSettings
from rituals.engine.upkeep import doubles_closed, marker_told

LONGEST_BODY: Final = 60_000
_LONGEST_TITLE: Final = 250


def find_due(ritual: Ritual, settings: RitualSettings, facts: RitualFacts) -> Due | None:
    """The latest occurrence whose issue should be open and never was, None when there is none.

    A reminder of a later day, opened under an earlier rhythm, also means nothing to do; so does an
    issue that somebody removed by hand.
    """
    latest = settings.latest_opened(facts.now)
    if latest is None or (ritual.name, latest.id) in facts.removed:
        return None
    known = without_doubles(reminders_of(ritual, facts.own_issues))
    if any(r.occurrence == latest.id or r.day >= latest.nominal for r in known):
        return None
    turn = whose_turn(settings.rotation, latest.number, latest.day, facts.customs, facts.assignable)
    return Due(
        occurrence=latest,
        following=settings.cadence.next_after(latest),
        previous=known[-1] if known else None,
        holder=turn.holder,
        passed_over=turn.passed_over,
        away=turn.away,
        missed=tuple(_not_held(ritual, settings, known))[::-1],
    )


def concluding(
    ritual: Ritual, settings: RitualSettings, facts: RitualFacts
) -> tuple[Reminder, ...]:
    """The open reminders that were held and that the ritual may want to close: what it needs has to
    be read before that is planned.
    """
    if ritual.conclude is None:
        return ()
    return tuple(
        reminder
        for reminder in without_doubles(reminders_of(ritual, facts.own_issues))
        if reminder.issue.is_open
        and evidence(reminder.issue, settings, ritual)
        and not is_said(reminder.issue, _summary_key(reminder))
    )


def plan(ritual: Ritual, settings: RitualSettings, due: Due | None, facts: RitualFacts) -> Plan:
    """All that is to be done now: `due` is opened, what stands is looked after."""
    found = reminders_of(ritual, facts.own_issues)
    known = without_doubles(found)
    standing = tuple(reminder for reminder in known if reminder.issue.is_open)
    actions: list[Action] = [_opening(ritual, settings, due, facts)] if due else []
    actions += doubles_closed(found, known)
    actions += _concluded(ritual, settings, facts)
    for reminder in standing:
        actions += answers(reminder, settings)
        actions += marker_told(ritual, reminder)
    current = _current(ritual, settings, known, facts.now)
    if current:
        actions += remark_now(*current, settings, facts.now)
    return Plan(tuple(actions), _next_at(settings, due, current, facts.now))


def _opening(
    ritual: Ritual, settings: RitualSettings, due: Due, facts: RitualFacts
) -> OpenReminder:
    """The issue that reminds of `due`."""
    occurrence, day = due.occurrence, due.occurrence.day
    head = marker(ritual.name, occurrence.id, occurrence.nominal, facts.head_oid)
    title = f"{ritual.title} {occurrence.id}: {day:%A}, {day.day} {day:%B %Y}"
    return OpenReminder(
        ritual=ritual.name,
        occurrence=occurrence.id,
        title=title[:_LONGEST_TITLE],
        body=cut(f"{head}\n{ritual.compose(due, facts, settings)}", LONGEST_BODY),
        label=LabelWish(settings.label, ritual.label.color, ritual.label.description),
        assignee=due.holder,
    )


def _not_held(
    ritual: Ritual, settings: RitualSettings, known: Sequence[Reminder]
) -> Iterator[Reminder]:
    for reminder in known:
        if reminder.issue.is_open and not evidence(reminder.issue, settings, ritual):
            yield reminder


def _concluded(ritual: Ritual, settings: RitualSettings, facts: RitualFacts) -> Iterator[Conclude]:
    for reminder in concluding(ritual, settings, facts):
        words = ritual.conclude(reminder, facts, settings) if ritual.conclude else None
        if words:
            body = cut(f"{remark_marker(_summary_key(reminder))}\n{words}", LONGEST_BODY)
            yield Conclude(reminder.issue.number, body)


def _summary_key(reminder: Reminder) -> str:
    return f"summary {reminder.occurrence}"


def _current(
    ritual: Ritual, settings: RitualSettings, known: Sequence[Reminder], now: datetime
) -> tuple[Reminder, Occurrence] | None:
    """The newest reminder while it is the one people look at: open, not held, no next one yet."""
    newest = known[-1] if known else None
    if newest is None or not newest.issue.is_open:
        return None
    if evidence(newest.issue, settings, ritual):
        return None
    cadence = settings.cadence
    occurrence = cadence.known_as(newest.occurrence, newest.day)
    following = cadence.next_after(occurrence)
    return (newest, occurrence) if cadence.opens(following, settings.lead_days) > now else None


def _next_at(
    settings: RitualSettings,
    due: Due | None,
    current: tuple[Reminder, Occurrence] | None,
    now: datetime,
) -> datetime:
    """When the next issue opens, or the next word is to be said; tomorrow where quiet days leave
    nothing that could be named.
    """
    cadence = settings.cadence
    following = cadence.next_after(settings.latest_opened(now))
    moments = [cadence.opens(following, settings.lead_days)]
    if due:
        moments += [nudge.at for nudge in nudges_of(due.occurrence, now, settings)]
    elif current:
        moments += [nudge.at for nudge in nudges_for(*current, settings)]
    to_come = (moment for moment in moments if moment > now)
    return min(to_come, default=now + timedelta(days=1))
