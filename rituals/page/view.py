"""Everything the page of a repository's rituals shows, worked out before a template sees it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Final

from checks.engine.words import visible
from rituals.engine.calendar import Entry
from rituals.engine.declare import Ritual
from rituals.engine.settings import RitualSettings
from rituals.page.line import Line
from rituals.page.months import Mark, Month, months_around
from rituals.page.one_ritual import RitualView, ritual_view
from rituals.page.subject import Place

Asked = Sequence[tuple[Ritual, RitualSettings]]
_WAITING: Final = ("overdue", "due")


@dataclass(frozen=True, slots=True)
class View:
    """`agenda`: what is overdue or due, the oldest first, then what is open ahead of time and what
    comes next of each ritual, by day.
    """

    place: Place
    name: str
    owner: str
    at: datetime
    agenda: tuple[Line, ...]
    months: tuple[Month, ...]
    rituals: tuple[RitualView, ...]


def view_of(place: Place, asked: Asked, entries: Iterable[Entry], now: datetime) -> View:
    """`entries` as the calendar has them; `now` is UTC."""
    by_ritual: defaultdict[str, list[Entry]] = defaultdict(list)
    for entry in entries:
        by_ritual[entry.ritual].append(entry)
    rituals = tuple(
        ritual_view(place, ritual, settings, by_ritual[ritual.name], now)
        for ritual, settings in asked
    )
    return View(
        place=place,
        name=visible(place.full_name),
        owner=visible(place.full_name.partition("/")[0]),
        at=now,
        agenda=_agenda(rituals),
        months=_months(rituals, now.date()),
        rituals=rituals,
    )


def _agenda(rituals: Sequence[RitualView]) -> tuple[Line, ...]:
    lines = [line for it in rituals for line in it.lines]
    waiting = [line for line in lines if line.state in _WAITING]
    ahead = [line for line in lines if line.state == "open"]
    ahead += [it.following for it in rituals if it.following]
    return tuple(
        sorted(waiting, key=lambda line: line.day) + sorted(ahead, key=lambda line: line.day)
    )


def _months(rituals: Sequence[RitualView], today: date) -> tuple[Month, ...]:
    marks: defaultdict[date, list[Mark]] = defaultdict(list)
    for line in (line for it in rituals for line in it.lines):
        marks[line.day].append(Mark(line.state, line.words, line.link))
    return months_around(today, marks)
