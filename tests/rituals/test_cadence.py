"""Cadences: days on a calendar, wall clocks that jump, quiet days, and identities that hold."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import settings as bounds
from hypothesis import strategies as st

from rituals.engine.cadence import Cadence
from rituals.engine.rhythm import EveryDays, EveryWeeks
from rituals.engine.settings import RitualSettings
from tests.rituals.rhythms import Wished, moved, wished
from tests.snapshot.test_wall_clock import ZONES, utc

BERLIN = ZoneInfo("Europe/Berlin")
leads = st.integers(0, 6)


def every_six_weeks() -> Cadence:
    return Cadence(EveryWeeks(6, date(2026, 1, 5)), time(9), BERLIN)


def days_of(count: int = 4, **given: object) -> list[str]:
    """The first days of a cadence, in UTC."""
    cadence = RitualSettings.model_validate(given).cadence
    found = [cadence.next_after(None)]
    while len(found) < count:
        found.append(cadence.next_after(found[-1]))
    return [str(occurrence.day) for occurrence in found]


def test_nine_oclock_stays_nine_oclock_when_summer_comes() -> None:
    winter, spring = every_six_weeks().occurrence(0), every_six_weeks().occurrence(2)
    assert winter is not None
    assert spring is not None
    assert (winter.due, spring.due) == (utc(2026, 1, 5, 8), utc(2026, 3, 30, 7))


def test_nothing_is_due_before_the_anchor_and_the_anchor_itself_is_to_the_second() -> None:
    cadence = every_six_weeks()
    assert cadence.latest_due(utc(2026, 1, 5, 7, 59, 59)) is None
    assert cadence.latest_due(utc(2026, 1, 5, 8)) == cadence.occurrence(0)


def test_after_a_long_silence_the_latest_occurrence_is_the_due_one() -> None:
    due = every_six_weeks().latest_due(utc(2026, 11, 23, 12))
    assert due is not None
    assert (due.number, due.day) == (7, date(2026, 10, 26))


def test_the_identity_of_a_week_is_the_iso_week_even_where_the_iso_year_differs() -> None:
    weekly = EveryWeeks(1, date(2024, 12, 30))
    assert [weekly.identity(weekly.day(n)) for n in range(2)] == ["2025-W01", "2025-W02"]
    assert weekly.identity(date(2021, 1, 1)) == "2020-W53"


@pytest.mark.parametrize(
    ("rhythm", "identity"),
    [
        ({"every_days": 3, "anchor": "2026-11-23"}, "2026-11-23"),
        ({"every_months": 1, "day": 23, "anchor": "2026-11-23"}, "2026-11"),
        ({"cron": "0 9 23 * *", "anchor": "2026-11-23"}, "2026-11-23"),
        ({"every_weeks": 2, "anchor": "2026-11-23"}, "2026-W48"),
    ],
)
def test_each_rhythm_names_its_turns_by_what_no_two_of_them_share(
    rhythm: dict[str, object], identity: str
) -> None:
    assert RitualSettings.model_validate(rhythm).cadence.next_after(None).id == identity


def test_the_31st_is_the_last_day_of_shorter_months() -> None:
    days = days_of(every_months=1, day=31, anchor="2028-01-31")
    assert days == ["2028-01-31", "2028-02-29", "2028-03-31", "2028-04-30"]


def test_a_weekday_has_its_place_in_the_month() -> None:
    assert days_of(3, every_months=1, day="first monday", anchor="2026-06-01") == [
        *("2026-06-01", "2026-07-06", "2026-08-03")
    ]
    assert days_of(3, every_months=1, day="last friday", anchor="2026-01-30") == [
        *("2026-01-30", "2026-02-27", "2026-03-27")
    ]


def test_a_leap_day_comes_every_four_years() -> None:
    assert days_of(3, cron="0 9 29 2 *") == ["2024-02-29", "2028-02-29", "2032-02-29"]


def test_holidays_of_a_part_of_a_country_are_quiet_there_only() -> None:
    epiphany = {"every_months": 12, "day": 6, "anchor": "2027-01-06"}
    assert days_of(1, **epiphany, holidays=["DE-BY"]) == ["2027-01-07"]
    assert days_of(1, **epiphany, holidays=["DE-BE"]) == ["2027-01-06"]
    before = days_of(1, **{**epiphany, "anchor": "2026-01-06"}, holidays=["DE-BY"])
    assert before == ["2026-01-07"]


def test_what_falls_on_a_quiet_day_moves_and_keeps_its_name() -> None:
    given = {"every_weeks": 4, "anchor": "2026-11-30", "quiet": ["2026-12-24 to 2027-01-06"]}
    cadence = RitualSettings.model_validate(given).cadence
    turn = cadence.next_after(cadence.next_after(None))
    assert (str(turn.planned), str(turn.day), turn.id) == ("2026-12-28", "2027-01-07", "2026-W53")
    assert str(turn.nominal) == "2026-12-28"


def test_of_daily_turns_on_quiet_days_none_is_heaped_on_the_day_after() -> None:
    quiet = {"quiet": ["2026-11-28 to 2026-11-29"], "anchor": "2026-11-27"}
    assert days_of(3, every_days=1, **quiet) == ["2026-11-27", "2026-11-30", "2026-12-01"]


def test_weekdays_can_be_quiet_so_that_daily_turns_are_those_of_workdays() -> None:
    weekend = {"quiet": ["Saturday", "sunday"], "anchor": "2026-11-26"}
    assert days_of(4, every_days=1, **weekend) == [
        *("2026-11-26", "2026-11-27", "2026-11-30", "2026-12-01")
    ]
    first_of_month = {"every_months": 1, "day": 1, "anchor": "2026-07-01"}
    moved_back = {"quiet": ["saturday", "sunday"], "on_quiet_day": "previous"}
    assert days_of(3, **first_of_month, **moved_back) == ["2026-07-01", "2026-07-31", "2026-09-01"]


def test_a_first_turn_on_a_quiet_day_moves_on_as_nothing_takes_place_before_the_anchor() -> None:
    christmas = {"every_weeks": 1, "weekday": "friday", "anchor": "2026-12-25"}
    quiet = {"quiet": ["2026-12-24 to 2026-12-27"], "on_quiet_day": "previous"}
    assert days_of(2, **christmas, **quiet) == ["2026-12-28", "2027-01-01"]


def test_a_turn_that_moves_back_never_meets_a_first_one_that_moved_on() -> None:
    given = {"every_days": 2, "anchor": "2026-11-23", "on_quiet_day": "previous"}
    assert days_of(2, **given, quiet=["monday", "2026-11-25"]) == ["2026-11-24", "2026-11-27"]


def test_midnight_that_comes_twice_is_already_due_while_the_day_before_repeats() -> None:
    zone = ZoneInfo("America/St_Johns")
    cadence = Cadence(EveryWeeks(1, date(2010, 11, 7)), time(0, 0), zone)
    first = cadence.next_after(None)
    repeated = first.due + timedelta(minutes=2)
    assert repeated.astimezone(zone).date() == date(2010, 11, 6)
    assert cadence.latest_due(repeated) == first


def test_an_issue_of_an_earlier_rhythm_is_placed_on_its_day() -> None:
    weekly = every_six_weeks()
    assert weekly.known_as("2026-W44", date(2026, 10, 26)) == weekly.occurrence(7)
    strange = weekly.known_as("2026-10", date(2026, 10, 1))
    assert (strange.id, strange.due) == ("2026-10", utc(2026, 10, 1, 7))


@bounds(max_examples=60, deadline=None)
@given(wished(moves=True))
def test_every_day_of_the_rhythm_comes_once_moved_as_asked_and_never_past_its_neighbours(
    asked: Wished,
) -> None:
    cadence = asked.settings.cadence
    expected = list(moved(asked.days(), asked.given))
    found = [cadence.occurrence(number) for number in range(len(asked.days()) - 1)]
    assert [(o.nominal, o.day) for o in found if o] == expected
    days = [day for _, day in expected]
    assert days == sorted(set(days))


@bounds(max_examples=60, deadline=None)
@given(wished(moves=True), leads, st.integers(-20, 700), st.integers(0, 24 * 60 - 1))
def test_the_latest_and_the_next_are_those_that_looking_at_all_of_them_finds(
    asked: Wished, lead: int, day: int, minute: int
) -> None:
    cadence = asked.settings.cadence
    start = datetime(asked.start.year, asked.start.month, asked.start.day, tzinfo=UTC)
    now = start + timedelta(days=day, minutes=minute)
    every = [cadence.occurrence(number) for number in range(len(asked.days()) + 20)]
    opened = [o for o in every if o and cadence.opens(o, lead) <= now]
    latest = cadence.latest_due(now, lead)
    assert latest == (opened[-1] if opened else None)
    following = cadence.next_after(latest)
    assert cadence.opens(following, lead) > now
    assert following in every


@bounds(max_examples=60, deadline=None)
@given(wished(moves=True))
def test_names_are_unique_and_sorted_and_no_turn_is_due_before_an_earlier_one(
    asked: Wished,
) -> None:
    cadence = asked.settings.cadence
    found = [o for number in range(40) if (o := cadence.occurrence(number))]
    names = [occurrence.id for occurrence in found]
    assert names == sorted(set(names))
    dues = [occurrence.due for occurrence in found]
    assert dues == sorted(dues)
    for occurrence in found:
        assert cadence.known_as(occurrence.id, occurrence.nominal) == occurrence


@bounds(max_examples=60, deadline=None)
@given(wished(), st.integers(-40, 700))
def test_the_latest_day_of_a_rhythm_is_the_newest_that_is_not_after_a_date(
    asked: Wished, offset: int
) -> None:
    rhythm = asked.settings.cadence.rhythm
    day = asked.start + timedelta(days=offset)
    number = rhythm.latest(day)
    if day < asked.start:
        assert number < 0
    else:
        first = rhythm.day(0)
        assert (rhythm.day(number) if number >= 0 else first) <= max(day, first)
        assert rhythm.day(number + 1) > day


@pytest.mark.parametrize("name", ZONES)
def test_every_day_of_forty_years_has_an_instant_near_its_wall_time(name: str) -> None:
    cadence = Cadence(EveryDays(7, date(2000, 1, 2)), time(2, 30), ZoneInfo(name))
    for number in range(40 * 52):
        occurrence = cadence.occurrence(number)
        assert occurrence is not None
        shown = occurrence.due.astimezone(cadence.zone).replace(tzinfo=None)
        late = shown - datetime.combine(occurrence.day, cadence.at)
        assert timedelta(0) <= late <= timedelta(hours=21, minutes=30)
