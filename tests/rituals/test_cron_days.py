"""The days of a cron line are those of the calendar, whatever the time of day it names."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rituals.engine.cron_line import CronDays

hours, minutes = st.integers(0, 23), st.integers(0, 59)
anchors = st.dates(date(2000, 1, 1), date(2040, 1, 1))


@settings(deadline=None, max_examples=30)
@given(hours, minutes, anchors)
def test_each_working_day_comes_once_at_any_hour(hour: int, minute: int, anchor: date) -> None:
    check(hour, minute, anchor, span=120)


@pytest.mark.soak
@settings(deadline=None)
@given(hours, minutes, anchors)
def test_so_does_each_of_a_longer_span(hour: int, minute: int, anchor: date) -> None:
    check(hour, minute, anchor, span=500)


def check(hour: int, minute: int, anchor: date, span: int) -> None:
    """Of so many days from `anchor` on."""
    days = CronDays(f"{minute} {hour} * * mon-fri", anchor)
    coming = (anchor + timedelta(days=n) for n in range(span))
    expected = [day for day in coming if day.weekday() < 5]
    assert [days.day(n) for n in range(len(expected))] == expected
    assert [days.count_before(day) for day in expected] == list(range(len(expected)))
