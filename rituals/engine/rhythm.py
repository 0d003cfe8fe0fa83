"""On which days of the calendar a ritual falls, before anything moves it: four rhythms.

Each counts its days from 0 at `anchor` and gives the same answers wherever it is asked: `day` is
strictly rising, and `latest` is the number of the newest day that is not after a date, below 0
before the anchor. `identity` is unique within a rhythm and sorts in time order.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from rituals.engine.cron_line import CronDays
from rituals.engine.month_day import MonthDay


@dataclass(frozen=True, slots=True)
class EveryDays:
    """Every `days` days."""

    days: int
    anchor: date

    def day(self, number: int) -> date:
        return self.anchor + timedelta(days=number * self.days)

    def latest(self, day: date) -> int:
        return (day - self.anchor).days // self.days

    def identity(self, day: date) -> str:
        return day.isoformat()


@dataclass(frozen=True, slots=True)
class EveryWeeks:
    """Every `weeks` weeks on the weekday of `anchor`.

    The identity is the ISO week: it stays the same when the weekday is changed later.
    """

    weeks: int
    anchor: date

    def day(self, number: int) -> date:
        return self.anchor + timedelta(weeks=number * self.weeks)

    def latest(self, day: date) -> int:
        return (day - self.anchor).days // (7 * self.weeks)

    def identity(self, day: date) -> str:
        year, week, _ = day.isocalendar()
        return f"{year}-W{week:02}"


@dataclass(frozen=True, slots=True)
class EveryMonths:
    """Every `months` months on `on`; `anchor` is that day of the first month."""

    months: int
    on: MonthDay
    anchor: date

    def day(self, number: int) -> date:
        year, month = divmod(_months(self.anchor) + number * self.months, 12)
        return self.on.of(year, month + 1)

    def latest(self, day: date) -> int:
        number = (_months(day) - _months(self.anchor)) // self.months
        return number if self.day(number) <= day else number - 1

    def identity(self, day: date) -> str:
        return f"{day:%Y-%m}"


@dataclass(frozen=True, slots=True)
class EveryCron:
    """The days of a cron line, from the first one that is not before its anchor."""

    cron: CronDays

    def day(self, number: int) -> date:
        return self.cron.day(number)

    def latest(self, day: date) -> int:
        if day < self.cron.anchor:
            return -1
        return self.cron.count_before(day + timedelta(days=1)) - 1

    def identity(self, day: date) -> str:
        return day.isoformat()


Rhythm = EveryDays | EveryWeeks | EveryMonths | EveryCron


def _months(day: date) -> int:
    return day.year * 12 + day.month - 1
