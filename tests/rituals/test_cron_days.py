"""The days of a cron line are those of the calendar, whatever the time of day it names."""

from __future__ import annotations

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from rituals.engine.cron_line import CronDays


@given(st.integers(0, 23), st.integers(0, 59), st.integers(2000, 2040))
def test_each_working_day_of_a_year_comes_once_at_any_hour(
    hour: int, minute: int, year: int
) -> None:
    days = CronDays(f"{minute} {hour} * * mon-fri")
    first, last = date(year, 1, 1), date(year, 12, 31)
    expected = [
        day
        for n in range((last - first).days + 1)
        if (day := first + timedelta(days=n)).weekday() < 5
    ]
    begin = days.count_before(first)
    assert [days.day(begin + n) for n in range(len(expected))] == expected
    assert days.count_before(last + timedelta(days=1)) == begin + len(expected)
