"""Working time: the hours of a week in which somebody may be expected to look at something."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from itertools import count
from zoneinfo import ZoneInfo

from snapshot.wall_clock import first_instant

_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class WorkingTime:
    """From `begins` to `ends` on the wall clocks of `zone`, on `days` (0 is Monday) that are no
    `holidays`. `ends` lies after `begins`, and there is at least one day.

    What counts is time that really passes: a day on which summer time begins within working hours
    has an hour less.
    """

    zone: ZoneInfo
    days: frozenset[int]
    begins: time
    ends: time
    holidays: frozenset[date] = frozenset()

    def after(self, start: datetime, amount: timedelta) -> datetime:
        """The first instant by which `amount` (more than nothing) was worked since `start`."""
        left = amount
        for begins, ends in self._shifts(start):
            begun = max(begins, start)
            if ends - begun >= left:
                return begun + left
            left -= max(ends - begun, timedelta(0))
        raise AssertionError("Working time never ends")

    def _shifts(self, start: datetime) -> Iterator[tuple[datetime, datetime]]:
        """Working days as instants in UTC, in time order, from one day before `start` on: a clock
        put back over midnight shows a day twice.
        """
        first = start.astimezone(self.zone).date() - _DAY
        for day in (first + n * _DAY for n in count()):
            if day.weekday() in self.days and day not in self.holidays:
                yield self._instant(day, self.begins), self._instant(day, self.ends)

    def _instant(self, day: date, at: time) -> datetime:
        return first_instant(datetime.combine(day, at), self.zone)
