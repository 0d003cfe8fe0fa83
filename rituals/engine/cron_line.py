"""A cron line as the days of a calendar, all at one time of day."""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from functools import lru_cache
from itertools import takewhile
from typing import Final

from cronsim import CronSim, CronSimError

_FIRST_YEAR: Final = 2000
# Days are looked for without a zone: what UTC calls them is what a calendar calls them.
_START: Final = datetime(_FIRST_YEAR, 1, 1, tzinfo=UTC)
# The Gregorian calendar repeats after 400 years; a leap day on each weekday comes within 40.
_LONGEST_WAIT: Final = 40


class BadCronError(ValueError):
    """A cron line that cannot be followed; the message is a sentence, `remedy` what to write."""

    def __init__(self, message: str, remedy: str) -> None:
        super().__init__(message)
        self.remedy = remedy


@dataclass(frozen=True, slots=True)
class CronDays:
    """The days of `line` (five fields, known to be good), counted from 0 at the first one that is
    not before `anchor`.
    """

    line: str
    anchor: date

    def count_before(self, day: date) -> int:
        """How many days of the line lie before `day`, which is not before the anchor."""
        years = range(self.anchor.year, day.year)
        whole = sum(len(_days_of_year(self.line, year)) for year in years)
        return whole + bisect_left(_days_of_year(self.line, day.year), day) - self._left_out

    def day(self, number: int) -> date:
        """The day with this number."""
        number += self._left_out
        year = self.anchor.year
        while number >= (count := len(_days_of_year(self.line, year))):
            number -= count
            year += 1
        return _days_of_year(self.line, year)[number]

    @property
    def _left_out(self) -> int:
        """How many days of the anchor's year lie before it."""
        return bisect_left(_days_of_year(self.line, self.anchor.year), self.anchor)


def time_of(line: str) -> time:
    """The time of day that a good line names."""
    parsed = CronSim(line, _START)
    return time(min(parsed.hours), min(parsed.minutes))


def read_cron(line: str) -> str:
    """A cron line such as `0 9 * * mon-fri`, with single spaces.

    Raises `BadCronError` for what is no cron line, comes more than once a day, or never.
    """
    words = line.split()
    if len(words) != 5:
        raise BadCronError(
            f"A cron line has five fields (minute, hour, day, month, weekday); "
            f"this one has {len(words)}.",
            "Write it like `0 9 * * mon`, which is nine o'clock on Mondays.",
        )
    plain = " ".join(words)
    parsed = _parsed(plain)
    if len(parsed.hours) > 1 or len(parsed.minutes) > 1:
        raise BadCronError(
            "This cron line names more than one time of day, and a ritual comes at most once a "
            "day.",
            "Let its first two fields be one number each, such as `0 9`.",
        )
    if not any(_days_of_year(plain, _FIRST_YEAR + n) for n in range(_LONGEST_WAIT)):
        raise _never()
    return plain


def _parsed(line: str) -> CronSim:
    try:
        return CronSim(line, _START)
    except CronSimError as error:
        if _fields_are_good(line):
            raise _never() from None
        raise BadCronError(
            f"This is no cron line: {str(error).lower()}.",
            "Write minute, hour, day, month and weekday, like `0 9 * * mon` or `30 14 1 */3 *`.",
        ) from None


def _fields_are_good(line: str) -> bool:
    """Whether each field is one by itself: then it is their meeting that never comes."""
    *clock, day, month, weekday = line.split()
    alone = ([day, "*", "*"], ["1", month, "*"], ["*", "*", weekday])
    try:
        for fields in alone:
            CronSim(" ".join([*clock, *fields]), _START)
    except CronSimError:
        return False
    return True


def _never() -> BadCronError:
    return BadCronError(
        "This cron line names a day that never comes, such as 31 February.",
        "Name a day that its months have; for the last day of each month, write `L` as the day, or "
        "`every_months: 1` with `day: 31`.",
    )


@lru_cache(maxsize=2048)
def _days_of_year(line: str, year: int) -> tuple[date, ...]:
    """The days of one year, in their order."""
    coming = CronSim(line, _START.replace(year=year - 1, month=12, day=31, hour=23))
    # Late in the evening the last day of the year before comes first.
    days = (at.date() for at in takewhile(lambda at: at.year <= year, coming))
    return tuple(day for day in days if day.year == year)
