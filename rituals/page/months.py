"""Three months as the sheets of a calendar: the last one, this one and the next."""

from __future__ import annotations

import calendar
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

_URGENCY = ("overdue", "due", "open", "missed", "coming", "removed", "held")


@dataclass(frozen=True, slots=True)
class Mark:
    """Something on a day: its state, all about it in words, the address of its issue or ""."""

    state: str
    words: str
    link: str


@dataclass(frozen=True, slots=True)
class Cell:
    """A day of a month; `marks` with what asks for most attention first."""

    day: date
    is_today: bool
    marks: tuple[Mark, ...]

    @property
    def words(self) -> str:
        return "; ".join(mark.words for mark in self.marks)


@dataclass(frozen=True, slots=True)
class Month:
    """`weeks` begin on Monday; None stands for days of the months around it."""

    name: str
    weeks: tuple[tuple[Cell | None, ...], ...]


def months_around(today: date, marks: Mapping[date, Sequence[Mark]]) -> tuple[Month, ...]:
    """The month before, that of `today` and the one after."""
    first = today.replace(day=1)
    before = (first - timedelta(days=1)).replace(day=1)
    after = (first + timedelta(days=31)).replace(day=1)
    return tuple(_month(each, today, marks) for each in (before, first, after))


def _month(first: date, today: date, marks: Mapping[date, Sequence[Mark]]) -> Month:
    weeks = calendar.Calendar().monthdatescalendar(first.year, first.month)
    return Month(
        f"{first:%B %Y}",
        tuple(
            tuple(_cell(day, today, marks) if day.month == first.month else None for day in week)
            for week in weeks
        ),
    )


def _cell(day: date, today: date, marks: Mapping[date, Sequence[Mark]]) -> Cell:
    some = sorted(marks.get(day, ()), key=lambda mark: _URGENCY.index(mark.state))
    return Cell(day, day == today, tuple(some))
