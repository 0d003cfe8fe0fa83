"""The days that the identity of an occurrence stands for."""

from __future__ import annotations

import calendar
import re
from datetime import date, timedelta
from typing import Final

# Years from 2000 to 2999: at the ends of the calendar, the same day in UTC is none any more.
_WEEK: Final = re.compile(r"(2[0-9]{3})-W([0-9]{2})", re.ASCII)
_MONTH: Final = re.compile(r"(2[0-9]{3})-([0-9]{2})", re.ASCII)
_DAY: Final = re.compile(r"2[0-9]{3}-[0-9]{2}-[0-9]{2}", re.ASCII)
_MONTHS: Final = {name: number for number, name in enumerate(calendar.month_name) if name}
_IN_WORDS: Final = re.compile(rf"\b([0-9]{{1,2}}) ({'|'.join(_MONTHS)}) ([0-9]{{4}})\b", re.ASCII)


def period_of(occurrence: str) -> tuple[date, date] | None:
    """First and last day of `2026-W48`, `2026-11` or `2026-11-23`; None for anything else, and
    for years before 2000.
    """
    try:
        if week := _WEEK.fullmatch(occurrence):
            monday = date.fromisocalendar(int(week[1]), int(week[2]), 1)
            return monday, monday + timedelta(days=6)
        if month := _MONTH.fullmatch(occurrence):
            year, number = int(month[1]), int(month[2])
            first = date(year, number, 1)
            return first, date(year, number, calendar.monthrange(year, number)[1])
        if _DAY.fullmatch(occurrence):
            day = date.fromisoformat(occurrence)
            return day, day
    except ValueError:
        pass
    return None


def day_in_words(text: str) -> date | None:
    """The first date in `text` that is written as `23 November 2026`."""
    found = _IN_WORDS.search(text)
    try:
        return date(int(found[3]), _MONTHS[found[2]], int(found[1])) if found else None
    except ValueError:
        return None
