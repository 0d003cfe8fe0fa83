"""The calendar of rituals: what was held, what was missed, what stands and what comes."""

from __future__ import annotations

from collections.abc import Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Literal

from rituals.engine.cadence import Occurrence
from rituals.engine.declare import Ritual
from rituals.engine.evidence import evidence
from rituals.engine.facts import OwnIssue
from rituals.engine.known import reminders_of, without_doubles
from rituals.engine.nudges import nudges_for
from rituals.engine.reminder import Reminder
from rituals.engine.rotation import whose_turn
from rituals.engine.settings import RitualSettings
from rituals.engine.turns import turns_around
from snapshot.review_customs import NO_CUSTOMS, ReviewCustoms

State = Literal["coming", "open", "due", "overdue", "held", "missed", "removed"]


@dataclass(frozen=True, slots=True)
class Entry:
    """One occurrence of one ritual, `title` for people.

    `day` is the local date, `due` the instant in UTC. `coming`: its issue is not open yet. `open`:
    it is, ahead of time. `due` and `overdue`: its time has come, and nothing shows that it was
    held. `missed`: nothing did before the next one opened, or it was closed without. `removed`: its
    issue was deleted or transferred by hand. `issue` is a number; `holder` a login, or None.
    """

    ritual: str
    title: str
    occurrence: str
    day: date
    due: datetime
    state: State
    issue: int | None = None
    holder: str | None = None


def calendar(
    asked: Sequence[tuple[Ritual, RitualSettings]],
    own_issues: Sequence[OwnIssue],
    now: datetime,
    *,
    past: timedelta = timedelta(days=180),
    coming: timedelta = timedelta(days=60),
    removed: AbstractSet[tuple[str, str]] = frozenset(),
    customs: ReviewCustoms = NO_CUSTOMS,
) -> tuple[Entry, ...]:
    """What lies between `now - past` and `now + coming`, by time; of each ritual at least the next
    occurrence, and at most 200.

    What lies before the first issue of a ritual that is known is not shown: it was not asked for
    then, as far as anybody can tell. `removed` are occurrences by the name of their ritual.
    """
    found = [
        entry
        for ritual, settings in asked
        for entry in _of_ritual(
            _Look(ritual, settings, now, removed, customs), own_issues, past, coming
        )
    ]
    return tuple(sorted(found, key=lambda entry: (entry.due, entry.ritual)))


@dataclass(frozen=True, slots=True)
class _Look:
    """At one ritual, at one moment."""

    ritual: Ritual
    settings: RitualSettings
    now: datetime
    removed: AbstractSet[tuple[str, str]]
    customs: ReviewCustoms


def _of_ritual(
    look: _Look, own_issues: Sequence[OwnIssue], past: timedelta, coming: timedelta
) -> list[Entry]:
    known = without_doubles(reminders_of(look.ritual, own_issues))
    cadence = look.settings.cadence
    issued = [(r, cadence.known_as(r.occurrence, r.day)) for r in known]
    entries = [_of_issue(look, r, occurrence) for r, occurrence in issued]
    since = min((occurrence.due for _, occurrence in issued), default=None)
    entries += [
        _without_issue(look, occurrence)
        for occurrence in turns_around(look.settings, look.now, since, past, coming)
        if not _has_its_issue(look, occurrence, known)
    ]
    shown = [entry for entry in entries if entry.due >= look.now - past]
    return sorted(shown, key=lambda entry: entry.due)


def _has_its_issue(look: _Look, occurrence: Occurrence, known: Sequence[Reminder]) -> bool:
    """Whether one was opened for it; the newest is not opened either, when an issue of a later day
    stands from an earlier rhythm.
    """
    if any(r.occurrence == occurrence.id or r.day == occurrence.nominal for r in known):
        return True
    newest = look.settings.latest_opened(look.now)
    return occurrence == newest and any(r.day > occurrence.nominal for r in known)


def _of_issue(look: _Look, reminder: Reminder, occurrence: Occurrence) -> Entry:
    issue = reminder.issue
    holder = issue.assignees[0] if issue.assignees else None
    state = _state(look, reminder, occurrence)
    return _entry(look, occurrence, state, issue.number, holder)


def _state(look: _Look, reminder: Reminder, occurrence: Occurrence) -> State:
    issue, settings = reminder.issue, look.settings
    if evidence(issue, settings, look.ritual):
        return "held"
    following = settings.cadence.next_after(occurrence)
    is_over = settings.cadence.opens(following, settings.lead_days) <= look.now
    if not issue.is_open or is_over:
        return "missed"
    nudges = nudges_for(reminder, occurrence, settings)
    if nudges[-1].at <= look.now:
        return "overdue"
    return "due" if occurrence.due <= look.now else "open"


def _without_issue(look: _Look, occurrence: Occurrence) -> Entry:
    settings, now = look.settings, look.now
    cadence = settings.cadence
    if (look.ritual.name, occurrence.id) in look.removed:
        return _entry(look, occurrence, "removed", None, None)
    turn = whose_turn(settings.rotation, occurrence.number, occurrence.day, look.customs, None)
    if cadence.opens(occurrence, settings.lead_days) > now:
        return _entry(look, occurrence, "coming", None, turn.holder)
    following = cadence.next_after(occurrence)
    if cadence.opens(following, settings.lead_days) <= now:
        return _entry(look, occurrence, "missed", None, None)
    state: State = "due" if occurrence.due <= now else "coming"
    return _entry(look, occurrence, state, None, turn.holder)


def _entry(
    look: _Look, occurrence: Occurrence, state: State, issue: int | None, holder: str | None
) -> Entry:
    return Entry(
        ritual=look.ritual.name,
        title=look.ritual.title,
        occurrence=occurrence.id,
        day=occurrence.day,
        due=occurrence.due,
        state=state,
        issue=issue,
        holder=holder,
    )
