"""Local times as instants: clocks that jump, days that come twice or not at all."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from hypothesis import example, given
from hypothesis import strategies as st

from snapshot.wall_clock import first_instant

BERLIN = ZoneInfo("Europe/Berlin")
ZONES = (
    "UTC",
    "Europe/Berlin",
    "America/New_York",
    "America/St_Johns",  # put its clocks back at one minute past midnight until 2011
    "Asia/Kathmandu",
    "Australia/Lord_Howe",  # moves by half an hour
    "Pacific/Apia",  # skipped 30 December 2011
    "Pacific/Kiritimati",
    "America/Sao_Paulo",  # put its clocks forward at midnight until 2018
    "Asia/Beirut",
    "Africa/Casablanca",
    "Antarctica/Troll",  # moves by two hours
)


def wall(year: int, month: int, day: int, hour: int = 0, minute: int = 0) -> datetime:
    """What a clock on a wall shows: it knows no zone."""
    return datetime(year, month, day, hour, minute)  # noqa: DTZ001


def utc(
    year: int, month: int, day: int, hour: int = 0, minute: int = 0, second: int = 0
) -> datetime:
    return datetime(year, month, day, hour, minute, second, tzinfo=UTC)


def test_a_time_inside_the_spring_gap_is_due_when_the_gap_ends() -> None:
    assert first_instant(wall(2026, 3, 29, 2, 30), BERLIN) == utc(2026, 3, 29, 1)
    assert first_instant(wall(2026, 3, 29, 2), BERLIN) == utc(2026, 3, 29, 1)
    assert first_instant(wall(2026, 3, 29, 3), BERLIN) == utc(2026, 3, 29, 1)


def test_a_time_that_comes_twice_in_autumn_is_due_at_its_first_coming() -> None:
    assert first_instant(wall(2026, 10, 25, 2, 30), BERLIN) == utc(2026, 10, 25, 0, 30)


def test_a_day_that_a_country_skipped_is_due_when_the_next_one_starts() -> None:
    apia = ZoneInfo("Pacific/Apia")
    due = first_instant(wall(2011, 12, 30, 9), apia)
    assert due.astimezone(apia).replace(tzinfo=None) == wall(2011, 12, 31)


@given(st.sampled_from(ZONES).map(ZoneInfo), st.datetimes(wall(2000, 1, 1), wall(2037, 1, 1)))
@example(ZoneInfo("America/Sao_Paulo"), wall(2017, 10, 15, 0, 0))
@example(ZoneInfo("Australia/Lord_Howe"), wall(2026, 10, 4, 2, 15))
@example(ZoneInfo("Antarctica/Troll"), wall(2026, 3, 29, 2, 59))
def test_no_clock_shows_the_time_or_a_later_one_before_the_instant(
    zone: ZoneInfo, wall: datetime
) -> None:
    wall = wall.replace(microsecond=0)
    instant = first_instant(wall, zone)
    shown = instant.astimezone(zone).replace(tzinfo=None)
    just_before = (instant - timedelta(seconds=1)).astimezone(zone).replace(tzinfo=None)
    assert shown >= wall
    assert just_before < wall
