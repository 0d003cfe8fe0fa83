"""Days on which nothing is held, and where what falls on them goes."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache
from typing import Literal

OnQuietDay = Literal["next", "previous", "skip"]


@dataclass(frozen=True, slots=True)
class QuietDays:
    """`spans` are first and last days, both included; `weekdays` are those of `date.weekday`;
    `places` are countries or their parts as the `holidays` library names them, such as `DE` or
    `DE-BY`. `instead` is what becomes of an occurrence on such a day: the next day that is none,
    the one before, or none at all.
    """

    spans: tuple[tuple[date, date], ...] = ()
    weekdays: frozenset[int] = frozenset()
    places: tuple[str, ...] = ()
    instead: OnQuietDay = "next"

    def holds(self, day: date) -> bool:
        """Whether `day` is a quiet one."""
        return (
            day.weekday() in self.weekdays
            or any(first <= day <= last for first, last in self.spans)
            or any(day in _holidays(place, day.year) for place in self.places)
        )

    def moved(self, day: date, before: date | None, after: date) -> date | None:
        """Where an occurrence of `day` goes; None when it is left out.

        `before` and `after` are the days of its neighbours, which it never reaches: what would have
        to is left out. The first one has none before it. As nothing takes place ahead of its day,
        it goes to a later one, whatever is asked of the others.
        """
        if not self.holds(day):
            return day
        if self.instead == "skip":
            return None
        step = timedelta(days=1 if self.instead == "next" or before is None else -1)
        moved = day + step
        while (before or day) < moved < after:
            if not self.holds(moved):
                return moved
            moved += step
        return None


NO_QUIET_DAYS = QuietDays()


@lru_cache(maxsize=512)
def _holidays(place: str, year: int) -> frozenset[date]:
    """The public holidays of a place in a year."""
    import holidays  # large, and few ask for it

    country, _, part = place.partition("-")
    return frozenset(holidays.country_holidays(country, subdiv=part or None, years=year))
