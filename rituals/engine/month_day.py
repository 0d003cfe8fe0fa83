"""A day that every month has: the 15th, the first Monday, the last Friday."""

from __future__ import annotations

import calendar
from dataclasses import dataclass
from datetime import date, timedelta

LAST = -1
"""The place of the last such weekday of a month."""


@dataclass(frozen=True, slots=True)
class DayOfMonth:
    """The day with this number, 1 to 31; in a shorter month its last day."""

    number: int

    def of(self, year: int, month: int) -> date:
        return date(year, month, min(self.number, calendar.monthrange(year, month)[1]))


@dataclass(frozen=True, slots=True)
class WeekdayOfMonth:
    """The `nth` such weekday, 1 to 4 or `LAST`; weekdays are numbered as by `date.weekday`."""

    nth: int
    weekday: int

    def of(self, year: int, month: int) -> date:
        first_weekday, length = calendar.monthrange(year, month)
        if self.nth == LAST:
            last = date(year, month, length)
            return last - timedelta(days=(last.weekday() - self.weekday) % 7)
        to_first = (self.weekday - first_weekday) % 7
        return date(year, month, 1 + to_first + 7 * (self.nth - 1))


MonthDay = DayOfMonth | WeekdayOfMonth
