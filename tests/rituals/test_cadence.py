"""Cadences: whole weeks on a calendar, wall clocks that jump, and identities that hold."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rituals.engine.cadence import Cadence
from tests.snapshot.test_wall_clock import ZONES, utc, wall

BERLIN = ZoneInfo("Europe/Berlin")
cadences = st.builds(
    Cadence,
    every_weeks=st.integers(1, 52),
    at=st.times(max_value=time(23, 59)).map(lambda t: t.replace(second=0, microsecond=0)),
    zone=st.sampled_from(ZONES).map(ZoneInfo),
    anchor=st.dates(date(2000, 1, 1), date(2040, 1, 1)),
)


instants = st.datetimes(wall(1999, 1, 1), wall(2060, 1, 1), timezones=st.just(UTC))


def every_six_weeks() -> Cadence:
    return Cadence(6, time(9), BERLIN, date(2026, 1, 5))


def test_nine_oclock_stays_nine_oclock_when_summer_comes() -> None:
    winter, spring = every_six_weeks().occurrence(0), every_six_weeks().occurrence(2)
    assert winter.due == utc(2026, 1, 5, 8)
    assert spring.due == utc(2026, 3, 30, 7)


def test_nothing_is_due_before_the_anchor_and_the_anchor_itself_is_to_the_second() -> None:
    cadence = every_six_weeks()
    assert cadence.latest_due(utc(2026, 1, 5, 7, 59, 59)) is None
    assert cadence.latest_due(utc(2026, 1, 5, 8)) == cadence.occurrence(0)


def test_after_a_long_silence_the_latest_occurrence_is_the_due_one() -> None:
    due = every_six_weeks().latest_due(utc(2026, 11, 23, 12))
    assert due is not None
    assert (due.number, due.day) == (7, date(2026, 10, 26))


def test_the_identity_is_the_iso_week_even_where_the_iso_year_differs() -> None:
    weekly = Cadence(1, time(9), BERLIN, date(2024, 12, 30))
    assert [weekly.occurrence(n).id for n in range(2)] == ["2025-W01", "2025-W02"]
    friday = Cadence(1, time(9), BERLIN, date(2021, 1, 1))
    assert friday.occurrence(0).id == "2020-W53"


def test_midnight_that_comes_twice_is_already_due_while_the_day_before_repeats() -> None:
    zone = ZoneInfo("America/St_Johns")
    cadence = Cadence(1, time(0, 0), zone, date(2010, 11, 7))
    repeated = cadence.occurrence(0).due + timedelta(minutes=2)
    assert repeated.astimezone(zone).date() == date(2010, 11, 6)
    assert cadence.latest_due(repeated) == cadence.occurrence(0)


@given(cadences, instants)
def test_the_latest_due_is_due_and_its_follower_is_not(cadence: Cadence, now: datetime) -> None:
    latest = cadence.latest_due(now)
    assert latest is None or latest.due <= now
    assert cadence.next_after(latest).due > now


@given(cadences, st.integers(0, 400))
def test_occurrences_follow_each_other_by_whole_weeks_with_rising_identities(
    cadence: Cadence, number: int
) -> None:
    one = cadence.occurrence(number)
    other = cadence.next_after(one)
    assert other.day - one.day == timedelta(weeks=cadence.every_weeks)
    assert other.due > one.due
    assert other.id > one.id


@pytest.mark.parametrize("name", ZONES)
def test_every_day_of_forty_years_has_an_instant_near_its_wall_time(name: str) -> None:
    cadence = Cadence(1, time(2, 30), ZoneInfo(name), date(2000, 1, 2))
    for number in range(40 * 52):
        occurrence = cadence.occurrence(number)
        shown = occurrence.due.astimezone(cadence.zone).replace(tzinfo=None)
        late = shown - datetime.combine(occurrence.day, cadence.at)
        assert timedelta(0) <= late <= timedelta(hours=21, minutes=30)
