"""Working time, counted over nights, weekends, holidays and changes of the clock."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reviews.working_time import WorkingTime
from snapshot.wall_clock import first_instant

BERLIN = ZoneInfo("Europe/Berlin")
HOUR = timedelta(hours=1)
OFFICE = WorkingTime(BERLIN, frozenset(range(5)), time(9), time(17))


def worked(working: WorkingTime, start: datetime, end: datetime) -> timedelta:
    """Counted day by day: the working time between two instants."""
    total, day = timedelta(0), (start - 2 * 24 * HOUR).date()
    while day <= (end + 2 * 24 * HOUR).date():
        if day.weekday() in working.days and day not in working.holidays:
            begins, ends = (
                first_instant(datetime.combine(day, at), working.zone)
                for at in (working.begins, working.ends)
            )
            total += max(min(ends, end) - max(begins, start), timedelta(0))
        day += timedelta(days=1)
    return total


def berlin(day: int, hour: int, minute: int = 0, month: int = 11) -> datetime:
    return datetime(2026, month, day, hour, minute, tzinfo=BERLIN).astimezone(UTC)


@pytest.mark.parametrize(
    ("start", "hours", "end"),
    [
        (berlin(23, 9), 8, berlin(23, 17)),
        (berlin(23, 10), 8, berlin(24, 10)),
        (berlin(23, 6), 1, berlin(23, 10)),
        (berlin(23, 22), 1, berlin(24, 10)),
        (berlin(27, 16), 2, berlin(30, 10)),
        (berlin(28, 12), 8, berlin(30, 17)),
        (berlin(23, 9), 40, berlin(27, 17)),
    ],
    ids=["a day", "over night", "too early", "too late", "over the weekend", "weekend", "a week"],
)
def test_only_working_hours_count(start: datetime, hours: int, end: datetime) -> None:
    assert OFFICE.after(start, hours * HOUR) == end
    assert worked(OFFICE, start, end) == hours * HOUR


def test_holidays_do_not_count() -> None:
    off = WorkingTime(
        BERLIN, frozenset(range(5)), time(9), time(17), frozenset({date(2026, 12, 25)})
    )
    thursday, monday = berlin(24, 16, month=12), berlin(28, 10, month=12)
    assert off.after(thursday, 2 * HOUR) == monday


def test_a_zone_decides_which_day_it_is() -> None:
    tokyo = WorkingTime(ZoneInfo("Asia/Tokyo"), frozenset(range(5)), time(9), time(17))
    sunday_evening = datetime(2026, 11, 22, 23, tzinfo=UTC)
    assert tokyo.after(sunday_evening, HOUR) == datetime(2026, 11, 23, 1, tzinfo=UTC)


def test_where_summer_time_begins_a_night_shift_has_an_hour_less() -> None:
    nights = WorkingTime(BERLIN, frozenset({6}), time(0), time(8))
    begun = datetime(2026, 3, 28, 23, tzinfo=UTC)
    assert worked(nights, begun, begun + 24 * HOUR) == 7 * HOUR
    assert nights.after(begun, 7 * HOUR) == datetime(2026, 3, 29, 6, tzinfo=UTC)


def test_where_summer_time_ends_it_has_an_hour_more() -> None:
    nights = WorkingTime(BERLIN, frozenset({6}), time(0), time(8))
    begun = datetime(2026, 10, 24, 22, tzinfo=UTC)
    assert worked(nights, begun, begun + 24 * HOUR) == 9 * HOUR


ZONES = st.sampled_from(
    ["UTC", "Europe/Berlin", "America/New_York", "Asia/Kolkata", "Pacific/Apia"]
)
MOMENTS = st.integers(0, 20 * 365 * 24 * 60).map(
    lambda minutes: datetime(2010, 1, 1, tzinfo=UTC) + timedelta(minutes=minutes)
)
AMOUNTS = st.timedeltas(timedelta(minutes=1), timedelta(hours=60))


@st.composite
def working_times(draw: st.DrawFn) -> WorkingTime:
    begins, ends = draw(st.integers(0, 22)), draw(st.integers(1, 23))
    days = draw(st.frozensets(st.integers(0, 6), min_size=1))
    zone = ZoneInfo(draw(ZONES))
    return WorkingTime(zone, days, time(min(begins, ends - 1)), time(ends, 30))


@given(working_times(), MOMENTS, AMOUNTS)
@settings(max_examples=150, deadline=None)
def test_what_is_counted_forward_is_counted_back(
    working: WorkingTime, start: datetime, amount: timedelta
) -> None:
    end = working.after(start, amount)
    assert end - start >= amount
    assert worked(working, start, end) == amount
    assert worked(working, start, end - timedelta(seconds=1)) < amount


@given(working_times(), MOMENTS, AMOUNTS, AMOUNTS)
@settings(max_examples=100, deadline=None)
def test_working_time_adds_up(
    working: WorkingTime, start: datetime, one: timedelta, other: timedelta
) -> None:
    assert working.after(working.after(start, one), other) == working.after(start, one + other)
