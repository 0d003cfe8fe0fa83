"""Types for the fields that say on which days a ritual falls, and on which it does not."""

from __future__ import annotations

import re
from datetime import date
from functools import cache
from typing import Annotated, Final

from pydantic import AfterValidator, BeforeValidator, Field, PlainValidator, WithJsonSchema

from checks.engine.fields import refusal
from checks.engine.words import code
from rituals.engine.cron_line import BadCronError, read_cron
from rituals.engine.fields import WEEKDAYS
from rituals.engine.month_day import LAST, DayOfMonth, MonthDay, WeekdayOfMonth

_PLACES: Final = {"first": 1, "second": 2, "third": 3, "fourth": 4, "last": LAST}
_MONTH_DAY: Final = rf"({'|'.join(_PLACES)}) +({'|'.join(WEEKDAYS)})"
_DATE: Final = r"\d{4}-\d{2}-\d{2}"
_SPAN: Final = re.compile(rf"({_DATE})(?: to ({_DATE}))?", re.ASCII)
_LONGEST_CRON: Final = 100
_QUIET_REMEDY: Final = (
    "Write a date such as `2026-12-24`, a span such as `2026-12-24 to 2027-01-06`, or a weekday "
    "such as `saturday`."
)


def month_day(written: int | str) -> MonthDay:
    """The day that a checked `day` means."""
    if isinstance(written, int):
        return DayOfMonth(written)
    place, weekday = written.split()
    return WeekdayOfMonth(_PLACES[place], WEEKDAYS.index(weekday))


def quiet_span(written: str) -> tuple[date, date]:
    """First and last day of a checked entry of `quiet` that is no weekday, both included.

    Raises `ValueError` for a date that is not on the calendar.
    """
    first, _, last = written.partition(" to ")
    return date.fromisoformat(first), date.fromisoformat(last or first)


def _month_day(written: object) -> int | str:
    plain = " ".join(written.lower().split()) if isinstance(written, str) else written
    if isinstance(plain, str) and re.fullmatch(_MONTH_DAY, plain):
        return plain
    number = int(plain) if isinstance(plain, str) and re.fullmatch("[0-9]{1,2}", plain) else plain
    if isinstance(number, int) and not isinstance(number, bool) and 1 <= number <= 31:
        return number
    shown = code(str(written), 60) if isinstance(written, str | int | float) else "This"
    fifth = isinstance(plain, str) and plain.startswith("fifth ")
    raise refusal(
        f"{shown} does not come in every month." if fifth else f"{shown} is no day of a month.",
        "Write `last` for the last such weekday, as in `last friday`."
        if fifth
        else "Write a number from 1 to 31, or a weekday with its place, such as `first monday` or "
        "`last friday`.",
    )


def _quiet(written: str) -> str:
    plain = " ".join(written.lower().split())
    if plain in WEEKDAYS:
        return plain
    if not _SPAN.fullmatch(plain):
        raise refusal(f"{code(written, 60)} names no days.", _QUIET_REMEDY)
    try:
        first, last = quiet_span(plain)
    except ValueError:
        raise refusal(f"{code(plain)} is not on the calendar.", _QUIET_REMEDY) from None
    if last < first:
        raise refusal(f"It ends on `{last}`, before it begins.", "Write the earlier date first.")
    return plain


def _as_text(written: object) -> object:
    return written.isoformat() if isinstance(written, date) else written


def _region(written: str) -> str:
    country, dash, part = (piece.strip() for piece in written.partition("-"))
    country, countries = country.upper(), _countries()
    if country not in countries:
        raise refusal(
            f"{code(written, 60)} is no country whose holidays are known.",
            "Write its two letters, such as `DE`, or those of a part of it behind a dash, such as "
            "`DE-BY`.",
        )
    known = {name.casefold(): name for name in countries[country]}
    if not dash:
        return country
    if part.casefold() in known:
        return f"{country}-{known[part.casefold()]}"
    some = ", ".join(f"`{country}-{name}`" for name in list(known.values())[:8])
    raise refusal(
        f"{code(written, 60)} is no part of `{country}` whose holidays are known.",
        f"Write one such as {some}, or `{country}` alone." if some else f"Write `{country}` alone.",
    )


@cache
def _countries() -> dict[str, list[str]]:
    """Countries and their parts, by the codes of the `holidays` library."""
    import holidays  # large, and few ask for it

    return holidays.list_supported_countries(include_aliases=False)


def _cron(written: str) -> str:
    if len(written) > _LONGEST_CRON:
        raise refusal(
            f"This cron line is longer than {_LONGEST_CRON} characters.",
            "Write it like `0 9 * * mon`.",
        )
    try:
        return read_cron(written)
    except BadCronError as bad:
        raise refusal(str(bad), bad.remedy) from None


MonthDayText = Annotated[
    int | str,
    PlainValidator(_month_day),
    WithJsonSchema(
        {
            "anyOf": [
                {"type": "integer", "minimum": 1, "maximum": 31},
                {"type": "string", "pattern": rf"^{_MONTH_DAY}$"},
            ]
        }
    ),
]
"""A day of a month: 1 to 31, or a place and a weekday such as `first monday`."""

QuietSpan = Annotated[
    str,
    Field(json_schema_extra={"pattern": rf"^({_DATE}( to {_DATE})?|{'|'.join(WEEKDAYS)})$"}),
    BeforeValidator(_as_text),
    AfterValidator(_quiet),
]
"""A date, two with `to` between them, or a weekday."""

Region = Annotated[str, AfterValidator(_region)]
"""A country or a part of one, such as `DE` or `DE-BY`."""

CronText = Annotated[str, AfterValidator(_cron)]
"""A cron line that comes at most once a day, its fields with one blank between them."""
