"""The knobs all rituals share: what they mean, and what is refused with which remedy."""

from __future__ import annotations

from datetime import date, time

import pytest
from pydantic import ValidationError

from rituals.engine.settings import RitualSettings


def refused(**given: object) -> tuple[str, str]:
    """Where the settings are refused, and the message with its remedy."""
    with pytest.raises(ValidationError) as caught:
        RitualSettings.model_validate(given)
    (error,) = caught.value.errors()
    context = error.get("ctx", {})
    return str(error["loc"][0]), f"{error['msg']} {context.get('remedy', '')}"


def test_without_any_key_it_is_every_six_weeks_on_monday_at_nine_utc() -> None:
    cadence = RitualSettings().cadence
    assert (cadence.every_weeks, cadence.at, cadence.zone.key) == (6, time(9), "UTC")
    assert cadence.anchor == date(2024, 1, 1)


def test_without_an_anchor_the_rhythm_starts_on_the_first_such_weekday_of_2024() -> None:
    assert RitualSettings(weekday="thursday").cadence.anchor == date(2024, 1, 4)


def test_an_anchor_on_its_weekday_is_taken() -> None:
    settings = RitualSettings.model_validate({"anchor": "2026-01-08", "weekday": "thursday"})
    assert settings.cadence.anchor == date(2026, 1, 8)


def test_an_anchor_on_another_weekday_is_refused_and_the_nearest_dates_are_named() -> None:
    place, words = refused(anchor="2026-01-08", weekday="monday")
    assert place == "anchor"
    assert "is a Thursday, but `weekday` is `monday`" in words
    assert "`2026-01-05` or `2026-01-12`" in words


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


@pytest.mark.parametrize("name", ["", "../etc/passwd", "Europe", "localtime", "\0", "x" * 5000])
def test_what_is_no_place_is_no_time_zone(name: str) -> None:
    assert refused(time_zone=name)[0] == "time_zone"


@pytest.mark.parametrize("text", ["9:00", "24:00", "09:60", "09:00:00", "noon", "09:00Z", ""])
def test_a_time_of_day_has_two_digits_each(text: str) -> None:
    place, words = refused(at=text)
    assert place == "at"
    assert "is not a time of day" in words


def test_logins_may_be_written_with_an_at_sign() -> None:
    settings = RitualSettings.model_validate({"rotation": ["@alice", "bob_acme"]})
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
