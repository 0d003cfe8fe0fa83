"""When a ritual falls due: every N weeks, at a wall-clock time of a time zone, from an anchor date.

Whole weeks are counted on the calendar of the zone, so 09:00 stays 09:00 all year. Where the clock
is put forward over that time, the occurrence is due at the first instant after the gap; where it is
put back and the time comes twice, at the first of both.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from snapshot.wall_clock import first_instant


@dataclass(frozen=True, slots=True)
class Occurrence:
    """One turn of a cadence.

    `number` counts from 0 at the anchor. `day` is the local date, `due` the instant in UTC.
    """

    number: int
    day: date
    due: datetime

    @property
    def id(self) -> str:
        """The ISO week, such as `2026-W48`: unique within a cadence, as no week holds two, and
        the same when weekday or time are changed later. Sorts in time order.
        """
        year, week, _ = self.day.isocalendar()
        return f"{year}-W{week:02}"


@dataclass(frozen=True, slots=True)
class Cadence:
    """Every `every_weeks` weeks at `at` in `zone`; `anchor` is the date of occurrence 0."""

    every_weeks: int
    at: time
    zone: ZoneInfo
    anchor: date

    def occurrence(self, number: int) -> Occurrence:
        """Occurrence `number`, counted from 0."""
        day = self.anchor + timedelta(weeks=number * self.every_weeks)
        return Occurrence(number, day, first_instant(datetime.combine(day, self.at), self.zone))

    def latest_due(self, now: datetime) -> Occurrence | None:
        """The newest occurrence that is due at `now` (aware), None before the first one."""
        weeks = (now.astimezone(self.zone).date() - self.anchor).days // 7
        # One step ahead: a clock put back over midnight repeats the end of the day before.
        number = weeks // self.every_weeks + 1
        while number >= 0:
            occurrence = self.occurrence(number)
            if occurrence.due <= now:
                return occurrence
            number -= 1
        return None

    def next_after(self, occurrence: Occurrence | None) -> Occurrence:
        """The occurrence that follows; the first one after None."""
        return self.occurrence(0 if occurrence is None else occurrence.number + 1)
