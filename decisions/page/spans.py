"""Cuts the time between the first and the last decision into months, quarters or years."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

# The earliest and latest years a decision is taken to be from; other dates are slips of the pen.
EARLIEST_YEAR = 1970
YEARS_AHEAD = 1
_MOST_SPANS = 48
_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


@dataclass(frozen=True, slots=True)
class Scale:
    """Spans of `months` months each (1, 3 or 12); `first` and `last` count them from the year 0."""

    months: int
    first: int
    last: int

    @property
    def count(self) -> int:
        return self.last - self.first + 1

    def place(self, day: date) -> int:
        """In which span the day lies, from 0."""
        return _month(day) // self.months - self.first

    def year(self, place: int) -> int:
        return (place + self.first) * self.months // 12

    def begins_year(self, place: int) -> bool:
        return (place + self.first) * self.months % 12 == 0

    def words(self, place: int) -> str:
        """`Mar 2026`, `Jan–Mar 2026` or `2026`."""
        if self.months == 12:
            return str(self.year(place))
        start = (place + self.first) * self.months % 12
        names = _MONTHS[start : start + self.months]
        return f"{'–'.join(dict.fromkeys((names[0], names[-1])))} {self.year(place)}"


def is_plausible(day: date, today: date) -> bool:
    """False for a year in which nobody decided anything: 0202, 2202."""
    return EARLIEST_YEAR <= day.year <= today.year + YEARS_AHEAD


def scale_of(days: Iterable[date]) -> Scale:
    """The finest scale on which `days` (at least one) take no more than 48 spans, else years."""
    months = [_month(day) for day in days]
    for size in (1, 3, 12):
        scale = Scale(size, min(months) // size, max(months) // size)
        if scale.count <= _MOST_SPANS:
            break
    return scale


def _month(day: date) -> int:
    return day.year * 12 + day.month - 1
