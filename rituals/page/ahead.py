"""What waits for somebody and what comes next in many repositories, by day."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Final
from zoneinfo import ZoneInfo

from checks.engine.words import plural, visible
from rituals.engine.calendar import State
from rituals.page.subject import Ahead, Listing
from rituals.page.words import STATES, clock_time, how_far

_MOST: Final = 40
_WAITING: Final = ("overdue", "due")
_COUNTED: Final[tuple[State, ...]] = ("overdue", "due", "missed", "held")


@dataclass(frozen=True, slots=True)
class Coming:
    """One occurrence in words; `issue` is 0 without one."""

    title: str
    full_name: str
    when: str
    zone: str
    state: State
    issue: int


@dataclass(frozen=True, slots=True)
class Day:
    """All of one day."""

    day: date
    far: str
    comings: tuple[Coming, ...]


@dataclass(frozen=True, slots=True)
class Days:
    """Up to forty turns by day, and how many are `left_out`."""

    days: tuple[Day, ...]
    left_out: int


@dataclass(frozen=True, slots=True)
class Row:
    """A repository in words: `rituals`, and what became of their turns, each with its colour."""

    full_name: str
    rituals: str
    counts: tuple[tuple[str, str], ...]


def waiting(turns: Iterable[Ahead], now: datetime) -> Days:
    """What is overdue or due, the oldest first. `now` is UTC."""
    return _days((it for it in turns if it.state in _WAITING), now)


def coming(turns: Iterable[Ahead], now: datetime) -> Days:
    """What comes next, the nearest first; its issue may be open already. `now` is UTC."""
    return _days((it for it in turns if it.state not in _WAITING), now)


def row_of(listing: Listing) -> Row:
    counts = tuple(
        (f"{listing.counts[state]:,} {state}", STATES[state][1])
        for state in _COUNTED
        if listing.counts.get(state)
    )
    asked = listing.rituals
    rituals = "not known yet" if asked is None else plural(asked, "ritual") if asked else ""
    return Row(listing.full_name, rituals or "no rituals", counts if asked else ())


def _days(turns: Iterable[Ahead], now: datetime) -> Days:
    ordered = sorted(turns, key=lambda it: (it.day, it.due, it.full_name))
    by_day: dict[date, list[Ahead]] = {}
    for it in ordered[:_MOST]:
        by_day.setdefault(it.day, []).append(it)
    days = tuple(_day(day, some, now) for day, some in by_day.items())
    return Days(days, max(0, len(ordered) - _MOST))


def _day(day: date, some: Sequence[Ahead], now: datetime) -> Day:
    today = now.astimezone(ZoneInfo(some[0].zone)).date()
    comings = (
        Coming(
            title=visible(it.title),
            full_name=it.full_name,
            when=clock_time(it.due, it.zone),
            zone=it.zone,
            state=it.state,
            issue=it.issue,
        )
        for it in some
    )
    return Day(day, how_far(day, today), tuple(comings))
