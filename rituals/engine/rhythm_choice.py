"""From the knobs of a ritual to its cadence."""

from __future__ import annotations

from datetime import date, time, timedelta
from typing import TYPE_CHECKING, Final
from zoneinfo import ZoneInfo

from rituals.engine.cadence import Cadence
from rituals.engine.cron_line import CronDays, time_of
from rituals.engine.fields import WEEKDAYS
from rituals.engine.quiet_days import NO_QUIET_DAYS, QuietDays
from rituals.engine.rhythm import EveryCron, EveryDays, EveryMonths, EveryWeeks, Rhythm
from rituals.engine.rhythm_texts import month_day, quiet_span

if TYPE_CHECKING:
    from rituals.engine.settings import RitualSettings

RHYTHMS: Final = ("every_days", "every_weeks", "every_months", "cron")
"""The keys that say a rhythm."""

_FIRST_DAY: Final = date(2024, 1, 1)  # a Monday


def build_cadence(settings: RitualSettings) -> Cadence:
    """The cadence of checked settings."""
    at = time.fromisoformat(settings.at)
    if settings.cron and chosen_rhythm(settings) == "cron":
        at = time_of(settings.cron)
    return Cadence(rhythm_of(settings), at, ZoneInfo(settings.time_zone), _quiet(settings))


def rhythm_of(settings: RitualSettings) -> Rhythm:
    """The rhythm of settings of which exactly one key says it."""
    chosen = chosen_rhythm(settings)
    if chosen == "every_days" and settings.every_days:
        return EveryDays(settings.every_days, settings.anchor or _FIRST_DAY)
    if chosen == "every_months" and settings.every_months:
        on = month_day(settings.day or "first monday")
        first = on.of(_FIRST_DAY.year, _FIRST_DAY.month)
        return EveryMonths(settings.every_months, on, settings.anchor or first)
    if chosen == "cron" and settings.cron:
        return EveryCron(CronDays(settings.cron, settings.anchor or _FIRST_DAY))
    first = _FIRST_DAY + timedelta(days=WEEKDAYS.index(settings.weekday or "monday"))
    return EveryWeeks(settings.every_weeks or 1, settings.anchor or first)


def _quiet(settings: RitualSettings) -> QuietDays:
    if not settings.quiet and not settings.holidays:
        return NO_QUIET_DAYS
    spans = tuple(quiet_span(text) for text in settings.quiet if text not in WEEKDAYS)
    weekdays = frozenset(WEEKDAYS.index(text) for text in settings.quiet if text in WEEKDAYS)
    return QuietDays(spans, weekdays, settings.holidays, settings.on_quiet_day)


def chosen_rhythm(settings: RitualSettings) -> str:
    """The key that says the rhythm: one that is written, else the ritual's own; "" for none."""
    named = [key for key in RHYTHMS if getattr(settings, key) is not None]
    written = [key for key in named if is_written(settings, key)]
    return next(iter(written or named), "")


def is_written(settings: RitualSettings, key: str) -> bool:
    """Whether the owner wrote the key, and something behind it."""
    return key in settings.model_fields_set and getattr(settings, key) is not None
