"""Words and colours of the pages."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from typing import Final
from zoneinfo import ZoneInfo

from checks.engine.words import plural
from rituals.engine.rhythm import EveryDays, EveryMonths, EveryWeeks
from rituals.engine.settings import RitualSettings

# The colours are those of states of decisions, which the same style sheet names.
STATES: Final[Mapping[str, tuple[str, str]]] = {
    "overdue": ("overdue", "proposed"),
    "due": ("due", "unknown"),
    "open": ("open", "unknown"),
    "coming": ("coming", "none"),
    "held": ("held", "accepted"),
    "missed": ("missed", "rejected"),
    "removed": ("issue removed", "deprecated"),
}


def long_day(day: date) -> str:
    """`Monday, 23 November 2026`."""
    return f"{day:%A}, {day.day} {day:%B %Y}"


def how_far(day: date, today: date) -> str:
    """`today`, `tomorrow`, `in 3 days`, `5 days ago`."""
    days = (day - today).days
    near = {0: "today", 1: "tomorrow", -1: "yesterday"}
    if days in near:
        return near[days]
    return f"in {plural(days, 'day')}" if days > 0 else f"{plural(-days, 'day')} ago"


def clock_time(due: datetime, zone: str) -> str:
    """`09:00`, by the clocks of the zone."""
    return f"{due.astimezone(ZoneInfo(zone)):%H:%M}"


def rhythm(settings: RitualSettings) -> str:
    """`every 2 weeks on Monday`."""
    found = settings.cadence.rhythm
    if isinstance(found, EveryDays):
        return _every(found.days, "day")
    if isinstance(found, EveryWeeks):
        return f"{_every(found.weeks, 'week')} on {found.anchor:%A}"
    if isinstance(found, EveryMonths):
        day = str(settings.day or "first monday")
        on = (
            f"day {day}"
            if day.isdecimal()
            else f"the {day.partition(' ')[0]} {day.split()[-1].title()}"
        )
        return f"{_every(found.months, 'month')} on {on}"
    return f"by the cron line {settings.cron}"


def _every(count: int, unit: str) -> str:
    return f"every {unit}" if count == 1 else f"every {plural(count, unit)}"
