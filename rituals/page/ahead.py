"""What comes next in many repositories, by day."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Final
from zoneinfo import ZoneInfo

from checks.engine.words import visible
from rituals.page.subject import Ahead
from rituals.page.words import clock_time, how_far

_MOST: Final = 40


@dataclass(frozen=True, slots=True)
class Coming:
    """One occurrence in words."""

    title: str
    full_name: str
    when: str
    zone: str


@dataclass(frozen=True, slots=True)
class Day:
    """All that comes on one day."""

    day: date
    far: str
    comings: tuple[Coming, ...]


def days_ahead(ahead: Iterable[Ahead], now: datetime) -> tuple[tuple[Day, ...], int]:
    """The next forty by day, and how many are left out. `now` is UTC."""
    ordered = sorted(ahead, key=lambda it: (it.day, it.due, it.full_name))
    by_day: dict[date, list[Ahead]] = {}
    for it in ordered[:_MOST]:
        by_day.setdefault(it.day, []).append(it)
    days = tuple(_day(day, some, now) for day, some in by_day.items())
    return days, max(0, len(ordered) - _MOST)


def _day(day: date, some: Sequence[Ahead], now: datetime) -> Day:
    today = now.astimezone(ZoneInfo(some[0].zone)).date()
    comings = (
        Coming(visible(it.title), it.full_name, clock_time(it.due, it.zone), it.zone) for it in some
    )
    return Day(day, how_far(day, today), tuple(comings))
