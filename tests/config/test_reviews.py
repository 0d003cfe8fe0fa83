"""The section `reviews:` of the policy."""

from __future__ import annotations

from datetime import date, time, timedelta
from zoneinfo import ZoneInfo

import jsonschema
import pytest

from config.document import read_document
from config.json_schema import policy_schema
from config.loader import load
from config.policy import Policy, Problem
from reviews.wishes import NO_WISHES, Asking
from snapshot.review_customs import Absence

CHRISTMAS, EPIPHANY = date(2026, 12, 24), date(2027, 1, 6)


def policy(text: str) -> Policy:
    found = load(f"reviews: {text}")
    assert isinstance(found, Policy), found
    return found


def only(text: str) -> Problem:
    found = load(f"reviews: {text}")
    assert isinstance(found, tuple), f"was accepted: {found}"
    assert len(found) == 1, found
    return found[0]


def test_without_the_section_nobody_is_away_asked_or_reminded() -> None:
    found = policy("")
    assert found.customs.absences == found.customs.identities == ()
    assert found.review_wishes == NO_WISHES


@pytest.mark.parametrize(
    ("written", "first", "last"),
    [
        ("true", None, None),
        ("2026-12-24", CHRISTMAS, CHRISTMAS),
        ("2026-12-24 to 2027-01-06", CHRISTMAS, EPIPHANY),
        ("until 2027-01-06", None, EPIPHANY),
    ],
)
def test_an_absence_is_open_a_day_a_span_or_an_end(
    written: str, first: date | None, last: date | None
) -> None:
    found = policy(f"{{away: {{'@Ada': {written}}}}}")
    assert found.customs.absences == (Absence("ada", first, last),)


def test_who_is_said_not_to_be_away_is_not() -> None:
    assert policy("{away: {ada: false}}").customs.absences == ()


def test_an_address_is_somebodys_or_nobodys() -> None:
    text = "{identities: {Build@acme.example: nobody, a@home.example: '@Ada', b@c: '@nobody'}}"
    assert policy(text).customs.identities == (
        ("build@acme.example", ""),
        ("a@home.example", "ada"),
        ("b@c", "nobody"),
    )


@pytest.mark.parametrize("empty", ["{ask: {}}", "{ask: }"])
def test_an_empty_key_asks_for_what_it_names(empty: str) -> None:
    assert policy(empty).review_wishes.ask == Asking(most=3, mentoring=False)
    assert policy(empty).review_wishes.nudge is None


def test_nudges_say_after_how_much_of_which_time() -> None:
    working = "{zone: Europe/Berlin, days: [monday, friday], from: 08:30, to: 16:00,"
    text = f"{{nudge: {{after_hours: 4, working_time: {working} holidays: [2026-12-25]}}}}}}"
    nudge = policy(text).review_wishes.nudge
    assert nudge is not None
    assert (nudge.after, nudge.escalate_after) == (timedelta(hours=4), timedelta(hours=16))
    assert nudge.working_time.zone == ZoneInfo("Europe/Berlin")
    assert nudge.working_time.days == {0, 4}
    assert (nudge.working_time.begins, nudge.working_time.ends) == (time(8, 30), time(16))
    assert nudge.working_time.holidays == {date(2026, 12, 25)}


@pytest.mark.parametrize(
    ("text", "column", "message"),
    [
        ("{away: {ada: tomorrow}}", 23, "`reviews.away.ada`: `tomorrow` does not say when."),
        ("{away: {ada: 2026-02-30}}", 23, "`2026-02-30` is not a date of the calendar."),
        ("{away: {ada: 2027-01-06 to 2026-12-24}}", 23, "It ends on `2026-12-24`, before"),
        ("{away: {ada: until}}", 23, "`until` does not say when."),
        ("{away: {ada: }}", 22, "does not say when."),
        ("{away: {'a b': true}}", 25, "`a b` is not the name of an account."),
        ("{away: [ada]}", 17, "`reviews.away` must be a group of keys, not a list."),
        ("{identities: {ada: ada}}", 29, "`ada` is not an e-mail address."),
        ("{identities: {a@b: 'x y'}}", 29, "`x y` is not the name of an account."),
        ("{ask: {most: 0}}", 23, "`reviews.ask.most` cannot be `0`."),
        ("{nudge: {working_time: {to: 09:30}}}", 33, "From `09:00` to `09:30` is no working day"),
        ("{nudge: {working_time: {zone: Berlin}}}", 40, "`Berlin` is not a time zone"),
        ("{nudge: {working_time: {days: []}}}", 40, "`reviews.nudge.working_time.days` has 0"),
    ],
)
def test_a_mistake_is_told_where_it_stands(text: str, column: int, message: str) -> None:
    problem = only(text)
    assert (problem.line, problem.column) == (1, column)
    assert message in problem.message
    assert problem.remedy


def test_keys_are_named_as_they_are_written() -> None:
    assert "`from`, `to`" in only("{nudge: {working_time: {frm: 09:00}}}").remedy


@pytest.mark.parametrize(
    ("text", "holds"),
    [
        ("{away: {ada: true, bob: until 2027-01-06}, ask: , nudge: {working_time: }}", True),
        ("{away: {ada: 2026-12-24 to 2027-01-06}, identities: {a@b: nobody}}", True),
        ("{away: {ada: tomorrow}}", False),
        ("{nudge: {working_time: {from: 9}}}", False),
    ],
)
def test_editors_see_the_same_by_the_schema(text: str, holds: bool) -> None:
    document = read_document(f"reviews: {text}")
    assert not isinstance(document, Problem)
    validator = jsonschema.Draft202012Validator(policy_schema())
    assert validator.is_valid(document.content) is holds
    assert isinstance(load(f"reviews: {text}"), Policy) is holds
