"""What contradicts itself in the knobs of a ritual, refused where it stands."""

from __future__ import annotations

from datetime import timedelta
from itertools import count, pairwise, takewhile
from typing import TYPE_CHECKING, Final, NoReturn

from pydantic import ValidationError
from pydantic_core import InitErrorDetails

from checks.engine.fields import refusal
from checks.engine.words import listing, plural
from rituals.engine.fields import WEEKDAYS
from rituals.engine.quiet_days import NO_QUIET_DAYS
from rituals.engine.rhythm import EveryMonths, EveryWeeks
from rituals.engine.rhythm_choice import (
    RHYTHMS,
    build_cadence,
    chosen_rhythm,
    is_written,
    rhythm_of,
)

if TYPE_CHECKING:
    from rituals.engine.settings import RitualSettings

_BELONGS: Final = {"weekday": "every_weeks", "day": "every_months"}
_TURNS_LOOKED_AT: Final = 40
_LONGEST_REST: Final = timedelta(days=400)
"""What rests longer from its first turn on is taken for never."""


def check_rhythm(settings: RitualSettings) -> None:
    """Raises pydantic's `ValidationError`, each complaint at the key that causes it."""
    written = [key for key in RHYTHMS if is_written(settings, key)]
    if len(written) > 1:
        names = listing([f"`{key}`" for key in written], most=4)
        _refuse(written[1], f"{names} each say the rhythm.", "Keep one of them.")
    rhythm = chosen_rhythm(settings)
    if not rhythm:
        _refuse(
            "",
            "Nothing says when it comes round.",
            "Write one of `every_days`, `every_weeks`, `every_months` and `cron`, such as "
            "`every_weeks: 2`.",
        )
    for key, needed in _BELONGS.items():
        if is_written(settings, key) and rhythm != needed:
            _refuse(
                key,
                f"`{key}` goes with `{needed}`, but `{rhythm}` says the rhythm.",
                f"Write `{needed}` as well, or leave `{key}` out.",
            )
    if rhythm == "cron" and is_written(settings, "at"):
        _refuse("at", "The cron line says the time of day already.", "Leave `at` out.")
    _check_anchor(settings)
    _check_lead(settings)
    _check_quiet(settings)


def _check_anchor(settings: RitualSettings) -> None:
    anchor = settings.anchor
    if anchor is None:
        return
    if not 2000 <= anchor.year <= 2999:
        _refuse(
            "anchor",
            f"The anchor {anchor} lies outside the years 2000 to 2999.",
            "Write the date of the first time, such as `2026-01-05`.",
        )
    rhythm = rhythm_of(settings)
    if isinstance(rhythm, EveryWeeks):
        weekday = WEEKDAYS.index(settings.weekday or "monday")
        off = (weekday - anchor.weekday()) % 7
        if off:
            after = anchor + timedelta(days=off)
            _refuse(
                "anchor",
                f"The anchor {anchor} is a {anchor:%A}, but `weekday` is `{WEEKDAYS[weekday]}`.",
                f"Write `{after - timedelta(weeks=1)}` or `{after}`, or change `weekday`.",
            )
    if isinstance(rhythm, EveryMonths):
        day = rhythm.on.of(anchor.year, anchor.month)
        if day != anchor:
            _refuse(
                "anchor",
                f"The anchor {anchor} is not on the `day` of its month.",
                f"Write `{day}`, or change `day`.",
            )


def _check_lead(settings: RitualSettings) -> None:
    if not settings.lead_days:
        return
    rhythm = rhythm_of(settings)
    days = [rhythm.day(number) for number in range(_TURNS_LOOKED_AT)]
    shortest = min((after - before).days for before, after in pairwise(days))
    if settings.lead_days >= shortest:
        lie = "lies" if shortest == 1 else "lie"
        _refuse(
            "lead_days",
            f"Between two turns {lie} {plural(shortest, 'day')}, so an "
            f"issue cannot open {plural(settings.lead_days, 'day')} ahead.",
            f"Write `lead_days: {shortest - 1}`{' or less' if shortest > 1 else ''}.",
        )


def _check_quiet(settings: RitualSettings) -> None:
    cadence = build_cadence(settings)
    if cadence.quiet is NO_QUIET_DAYS:
        return
    rhythm = cadence.rhythm
    turns = takewhile(
        lambda n: n < _TURNS_LOOKED_AT or rhythm.day(n) < rhythm.day(0) + _LONGEST_REST, count()
    )
    if not any(map(cadence.occurrence, turns)):
        _refuse(
            "on_quiet_day",
            "It never comes: all turns within more than a year fall on quiet days and are left "
            "out.",
            "Choose another day, or `on_quiet_day: next`.",
        )


def _refuse(key: str, message: str, remedy: str) -> NoReturn:
    error = InitErrorDetails(type=refusal(message, remedy), loc=(key,) if key else (), input=None)
    raise ValidationError.from_exception_data("RitualSettings", [error])
