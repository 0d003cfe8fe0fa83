"""The knobs all rituals share: what they mean, and what is refused with which remedy."""

from __future__ import annotations

from datetime import date, time

import pytest
from hypothesis import given
from hypothesis import settings as bounds
from hypothesis import strategies as st
from pydantic import ValidationError

from rituals.engine import knobs
from rituals.engine.rhythm import EveryWeeks
from rituals.engine.settings import RitualSettings


def refused(**given: object) -> tuple[str, str]:
    """Where the settings are refused, and the message with its remedy."""
    with pytest.raises(ValidationError) as caught:
        Weekly.model_validate(given)
    (error,) = caught.value.errors()
    context = error.get("ctx", {})
    place = str(error["loc"][0]) if error["loc"] else ""
    return place, f"{error['msg']} {context.get('remedy', '')}"


class Weekly(RitualSettings):
    """A ritual with a rhythm of its own."""

    every_weeks: knobs.WeeksApart = 6


class Monthly(RitualSettings):
    """Another one."""

    every_months: knobs.MonthsApart = 1
    day: knobs.OnMonthDay = "last friday"


def first_day(settings: RitualSettings) -> str:
    return str(settings.cadence.next_after(None).day)


def test_without_any_key_it_is_on_monday_at_nine_utc_by_the_rhythm_of_the_ritual() -> None:
    cadence = Weekly().cadence
    assert (cadence.rhythm, cadence.at) == (EveryWeeks(6, date(2024, 1, 1)), time(9))
    assert cadence.zone.key == "UTC"


def test_without_an_anchor_the_rhythm_starts_on_the_first_such_day_of_2024() -> None:
    assert first_day(Weekly(weekday="thursday")) == "2024-01-04"
    assert first_day(Monthly()) == "2024-01-26"
    assert first_day(Weekly(every_months=1)) == "2024-01-01"
    assert first_day(Weekly(cron="0 9 15 * *")) == "2024-01-15"


def test_a_rhythm_that_is_written_replaces_that_of_the_ritual() -> None:
    assert Monthly(every_weeks=1).cadence.rhythm == EveryWeeks(1, date(2024, 1, 1))
    assert first_day(Monthly(cron="30 14 3 * *")) == "2024-01-03"
    assert Monthly(cron="30 14 3 * *").cadence.at == time(14, 30)


def test_a_ritual_without_any_rhythm_is_refused() -> None:
    with pytest.raises(ValidationError, match="Nothing says when it comes round"):
        RitualSettings()


@pytest.mark.parametrize(
    ("given", "place", "words"),
    [
        ({"every_days": 3, "every_weeks": 1}, "every_weeks", "Keep one of them"),
        ({"day": 3}, "day", "goes with `every_months`, but `every_weeks` says the rhythm"),
        ({"every_days": 3, "weekday": "friday"}, "weekday", "Write `every_weeks` as well"),
        ({"cron": "0 9 * * mon", "at": "10:00"}, "at", "Leave `at` out"),
        ({"every_weeks": 1, "lead_days": 7}, "lead_days", "Write `lead_days: 6` or less"),
        ({"every_months": 1, "lead_days": 28}, "lead_days", "Write `lead_days: 27` or less"),
        ({"every_days": 1, "lead_days": 1}, "lead_days", "Write `lead_days: 0`."),
        ({"cron": "0 9 * * mon-fri", "lead_days": 1}, "lead_days", "Between two turns lies 1 day"),
    ],
)
def test_what_contradicts_itself_is_refused_at_the_key_that_does(
    given: dict[str, object], place: str, words: str
) -> None:
    assert refused(**given)[0] == place
    assert words in refused(**given)[1]


@pytest.mark.parametrize(
    "line", ["0 9 31 2 *", "0 9 30 feb *", "0 9 31 4,6,9,11 *", "0 9 31 2 */2", "0 9 30-31 2 *"]
)
def test_a_cron_line_whose_day_never_comes_is_refused_with_what_to_write(line: str) -> None:
    place, words = refused(cron=line)
    assert place == "cron"
    assert "names a day that never comes, such as 31 February" in words
    assert "`every_months: 1` with `day: 31`" in words


@pytest.mark.parametrize("line", ["* 9 * * *", "0 */6 * * *", "0,30 9 * * *", "0 9-10 * * mon"])
def test_a_cron_line_that_comes_more_than_once_a_day_is_refused(line: str) -> None:
    assert "at most once a day" in refused(cron=line)[1]


@pytest.mark.parametrize(
    "line",
    [
        "",
        "0 9 * *",
        "0 0 9 * * *",
        "0 9 * * foo",
        "60 9 * * *",
        "@weekly",
        "0 24 * * *",
        "0 9 0 * *",
    ],
)
def test_what_is_no_cron_line_is_refused_with_an_example(line: str) -> None:
    place, words = refused(cron=line)
    assert place == "cron"
    assert "0 9 * * mon" in words


@bounds(deadline=None)
@given(st.text(alphabet="0123456789*/,-#LWmontufri ", max_size=30))
def test_any_text_as_a_cron_line_is_understood_or_refused(line: str) -> None:
    try:
        first = RitualSettings(cron=line).cadence.next_after(None).day
    except ValidationError as refusals:
        places = [error["loc"] for error in refusals.errors()]
    else:
        places = [("cron",)]
        assert first >= date(2024, 1, 1)
    assert places == [("cron",)]


@pytest.mark.parametrize("day", [0, 32, -1, True, "fifth monday", "first", "monday", "2nd friday"])
def test_a_day_that_not_every_month_has_is_refused(day: object) -> None:
    assert refused(every_months=1, day=day)[0] == "day"


@pytest.mark.parametrize(
    ("days", "words"),
    [
        ("2026-02-30", "is not on the calendar"),
        ("2027-01-06 to 2026-12-24", "ends on `2026-12-24`, before it begins"),
        ("Christmas", "names no days"),
        ("weekend", "or a weekday such as `saturday`"),
    ],
)
def test_quiet_days_that_are_none_are_refused(days: str, words: str) -> None:
    assert words in refused(quiet=[days])[1]


@pytest.mark.parametrize(
    ("place", "words"),
    [
        ("XX", "is no country whose holidays are known"),
        ("Germany", "is no country"),
        ("DE-XX", "is no part of `DE`"),
        ("XK-A", "Write `XK` alone"),
    ],
)
def test_places_whose_holidays_nobody_knows_are_refused(place: str, words: str) -> None:
    assert words in refused(holidays=[place])[1]


def test_a_place_may_be_written_in_small_letters() -> None:
    assert Weekly(holidays=("de-by", "de-augsburg")).holidays == ("DE-BY", "DE-Augsburg")


def test_a_ritual_whose_every_turn_is_left_out_as_quiet_is_refused() -> None:
    christmas = {"every_months": 12, "day": 25, "anchor": "2026-12-25", "holidays": ["DE"]}
    place, words = refused(**christmas, on_quiet_day="skip")
    assert place == "on_quiet_day"
    assert "It never comes" in words
    assert first_day(Weekly.model_validate(christmas)) == "2026-12-27"


def test_a_week_of_quiet_days_leaves_no_turn_and_is_refused() -> None:
    week = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"]
    assert "It never comes" in refused(quiet=week)[1]


def test_an_anchor_on_its_day_is_taken() -> None:
    thursday = Weekly.model_validate({"anchor": "2026-01-08", "weekday": "thursday"})
    assert first_day(thursday) == "2026-01-08"
    short = Weekly.model_validate({"anchor": "2026-02-28", "every_months": 1, "day": 31})
    assert first_day(short) == "2026-02-28"


def test_an_anchor_on_another_day_is_refused_and_the_nearest_dates_are_named() -> None:
    place, words = refused(anchor="2026-01-08", weekday="monday")
    assert place == "anchor"
    assert "is a Thursday, but `weekday` is `monday`" in words
    assert "`2026-01-05` or `2026-01-12`" in words
    assert "Write `2026-01-31`" in refused(anchor="2026-01-30", every_months=1, day=31)[1]


@pytest.mark.parametrize(
    ("name", "hint"),
    [
        ("europe/berlin", "Europe/Berlin"),
        ("Europe/Berln", "Europe/Berlin"),
        ("America/NewYork", "America/New_York"),
    ],
)
def test_an_unknown_time_zone_is_refused_with_the_nearest_name(name: str, hint: str) -> None:
    place, words = refused(time_zone=name)
    assert place == "time_zone"
    assert f"Did you mean `{hint}`?" in words


def test_a_time_zone_like_none_is_refused_without_a_guess() -> None:
    assert "Did you mean" not in refused(time_zone="Mars/Olympus")[1]


@pytest.mark.parametrize("name", ["", "../etc/passwd", "Europe", "localtime", "\0", "x" * 5000])
def test_what_is_no_place_is_no_time_zone(name: str) -> None:
    assert refused(time_zone=name)[0] == "time_zone"


@pytest.mark.parametrize("text", ["9:00", "24:00", "09:60", "09:00:00", "noon", "09:00Z", ""])
def test_a_time_of_day_has_two_digits_each(text: str) -> None:
    place, words = refused(at=text)
    assert place == "at"
    assert "is not a time of day" in words


def test_logins_may_be_written_with_an_at_sign() -> None:
    settings = Weekly.model_validate({"rotation": ["@alice", "bob_acme"]})
    assert settings.rotation == ("alice", "bob_acme")


@pytest.mark.parametrize("login", ["", "@", "acme/team", "a b", "-x", "a" * 200])
def test_what_is_no_login_is_refused(login: str) -> None:
    assert "is not the name of an account" in refused(rotation=[login])[1]


@pytest.mark.parametrize("weeks", [0, -1, 53])
def test_the_rhythm_is_one_to_fifty_two_weeks(weeks: int) -> None:
    assert refused(every_weeks=weeks)[0] == "every_weeks"


@pytest.mark.parametrize("anchor", ["1999-12-27", "9999-12-27"])
def test_an_anchor_far_from_our_time_is_refused(anchor: str) -> None:
    assert "2000 to 2999" in refused(anchor=anchor, weekday="monday")[1]


def test_unknown_keys_are_refused() -> None:
    assert refused(every_week=2)[0] == "every_week"


def test_a_daily_ritual_may_begin_with_a_long_rest() -> None:
    rest = {"every_weeks": None, "every_days": 1, "quiet": ["2026-01-05 to 2026-04-05"]}
    assert first_day(RitualSettings.model_validate({**rest, "anchor": "2026-01-05"})) == (
        "2026-04-06"
    )
