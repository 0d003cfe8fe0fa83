"""When a ritual falls due: its rhythm on the calendar of a zone, at a wall-clock time.

Days are counted on the calendar of the zone, so 09:00 stays 09:00 all year. Where the clock is put
forward over that time, the occurrence is due at the first instant after the gap; where it is put
back and the time comes twice, at the first of both.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Final
from zoneinfo import ZoneInfo

from rituals.engine.quiet_days import NO_QUIET_DAYS, QuietDays
from rituals.engine.rhythm import Rhythm
from snapshot.wall_clock import first_instant

_MOST_LEFT_OUT: Final = 800
"""More than two years of days, should a daily ritual rest that long."""


@dataclass(frozen=True, slots=True)
class Occurrence:
    """One turn of a cadence.

    `number` counts from 0 at the anchor. `day` is the local date on which it falls, `due` the
    instant in UTC. `id` is unique within a rhythm and sorts in time order: `2026-W48`, `2026-11`
    or `2026-11-23`, by the day of the rhythm. `planned` is that day where the occurrence was moved
    off a quiet day, else None.
    """

    number: int
    day: date
    due: datetime
    id: str
    planned: date | None = None

    @property
    def nominal(self) -> date:
        """The day of the rhythm: what quiet days are added or taken away does not change it."""
        return self.planned or self.day


@dataclass(frozen=True, slots=True)
class Cadence:
    """The days of `rhythm`, as far as they are not `quiet`, at `at` in `zone`."""

    rhythm: Rhythm
    at: time
    zone: ZoneInfo
    quiet: QuietDays = NO_QUIET_DAYS

    def occurrence(self, number: int) -> Occurrence | None:
        """Occurrence `number`, counted from 0; None when it is left out as its day is quiet."""
        nominal = self.rhythm.day(number)
        if self.quiet is NO_QUIET_DAYS:
            return self._on(number, nominal, nominal)
        before = self.rhythm.day(number - 1) if number else None
        if number == 1 and (first := self.occurrence(0)):
            before = first.day  # that alone may have moved on where others move back
        day = self.quiet.moved(nominal, before, self.rhythm.day(number + 1))
        return None if day is None else self._on(number, nominal, day)

    def latest_due(self, now: datetime, lead_days: int = 0) -> Occurrence | None:
        """The newest occurrence that is due at `now` (aware), None before the first one.

        With `lead_days` it is the newest whose issue may open, so many days before it is due.
        """
        today = now.astimezone(self.zone).date()
        # One day and one step ahead: a clock put back over midnight repeats the end of the day
        # before, and what was moved forward belongs to a later number.
        number = self.rhythm.latest(today + timedelta(days=lead_days + 1)) + 1
        while number >= 0:
            occurrence = self.occurrence(number)
            if occurrence and self.opens(occurrence, lead_days) <= now:
                return occurrence
            number -= 1
        return None

    def next_after(self, occurrence: Occurrence | None) -> Occurrence:
        """The occurrence that follows; the first one after None.

        Settings refuse quiet days that leave nothing at the beginning. Should later ones do so,
        this is the one behind the longest run of turns that is looked through, quiet or not.
        """
        first = 0 if occurrence is None else occurrence.number + 1
        for number in range(first, first + _MOST_LEFT_OUT):
            if found := self.occurrence(number):
                return found
        nominal = self.rhythm.day(first + _MOST_LEFT_OUT)
        return self._on(first + _MOST_LEFT_OUT, nominal, nominal)

    def known_as(self, identity: str, day: date) -> Occurrence:
        """The occurrence that an issue was opened for, by its identity and the day of its rhythm.

        One of an earlier rhythm gets that day, at the time of today's.
        """
        number = self.rhythm.latest(day)
        found = self.occurrence(number) if number >= 0 else None
        if found and found.id == identity:
            return found
        due = first_instant(datetime.combine(day, self.at), self.zone)
        return Occurrence(number, day, due, identity)

    def opens(self, occurrence: Occurrence, lead_days: int) -> datetime:
        """When its issue opens, in UTC: `lead_days` before it is due, at the same local time."""
        if not lead_days:
            return occurrence.due
        day = occurrence.day - timedelta(days=lead_days)
        return first_instant(datetime.combine(day, self.at), self.zone)

    def _on(self, number: int, nominal: date, day: date) -> Occurrence:
        due = first_instant(datetime.combine(day, self.at), self.zone)
        planned = None if day == nominal else nominal
        return Occurrence(number, day, due, self.rhythm.identity(nominal), planned)
