"""Issues are recognised as reminders by what Plumbline hid in them, whatever people edit."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rituals.engine.facts import OwnIssue
from rituals.engine.reminder import Reminder, marker, recognise

OID = "0123456789abcdef" * 2 + "01234567"
TITLE = "Refactor sprint"
MONDAY = date(2026, 11, 23)
OPENED = datetime(2026, 11, 23, 9, tzinfo=UTC)


def issue(body: str, title: str = "whatever") -> OwnIssue:
    return OwnIssue(5, title, body, is_open=True)


def found(body: str, title: str = "whatever") -> Reminder | None:
    return recognise(issue(body, title), "refactor_sprint", TITLE)


def test_a_marker_is_found_again_with_its_occurrence_and_commit() -> None:
    body = marker("refactor_sprint", "2026-W48", MONDAY, OID) + "\nIt is time."
    assert found(body) == Reminder("2026-W48", OID, issue(body), MONDAY)


def test_a_marker_survives_an_edit_in_the_browser_which_changes_line_ends_and_order() -> None:
    body = "Hello\r\n" + marker("refactor_sprint", "2026-W48", MONDAY, OID) + " \r\nmore\r\n"
    reminder = found(body)
    assert reminder is not None
    assert reminder.from_oid == OID


def test_an_empty_repository_leaves_no_commit_in_the_marker() -> None:
    reminder = found(marker("refactor_sprint", "2026-W48", MONDAY, ""))
    assert reminder is not None
    assert reminder.from_oid == ""


def test_the_title_tells_when_the_marker_was_edited_away() -> None:
    reminder = found("tidied up", "Refactor sprint 2026-W48: Monday, 23 November 2026")
    assert reminder is not None
    assert (reminder.occurrence, reminder.from_oid) == ("2026-W48", "")


@pytest.mark.parametrize(
    "title", ["Refactor sprint", "Refactor sprint review", "Refactor sprinter 2026-W48", "2026-W48"]
)
def test_other_titles_tell_nothing(title: str) -> None:
    assert found("", title) is None


def test_the_marker_of_another_ritual_is_not_ours_even_under_our_title() -> None:
    body = marker("health_day", "2026-W48", MONDAY, OID)
    assert found(body, "Refactor sprint 2026-W48: Monday") is None


@pytest.mark.parametrize(
    "line",
    [
        f"- [ ] `{marker('refactor_sprint', '2026-W48', MONDAY, OID)}`",
        f" {marker('refactor_sprint', '2026-W48', MONDAY, OID)}",
        f"x{marker('refactor_sprint', '2026-W48', MONDAY, OID)}",
        "<!-- plumbline:ritual refactor_sprint 2026-W48 from=../../main -->",
        "<!-- plumbline:ritual refactor_sprint 2026-W4 -->",
        "<!-- plumbline:ritual refactor_sprint ２０２６-W48 -->",
    ],
)
def test_what_only_resembles_a_marker_is_none(line: str) -> None:
    assert found(f"first\n{line}\nlast") is None


@pytest.mark.parametrize(
    ("occurrence", "title", "day"),
    [
        ("2026-W48", "Refactor sprint 2026-W48: Tuesday, 24 November 2026", date(2026, 11, 24)),
        ("2026-W48", "Refactor sprint", date(2026, 11, 29)),
        ("2026-11", "Refactor sprint", date(2026, 11, 30)),
        ("2026-11-23", "Refactor sprint", MONDAY),
    ],
)
def test_a_marker_of_before_has_the_day_of_the_title_or_the_last_one_it_can_mean(
    occurrence: str, title: str, day: date
) -> None:
    reminder = found(f"<!-- plumbline:ritual refactor_sprint {occurrence} from={OID} -->", title)
    assert reminder is not None
    assert (reminder.day, reminder.from_oid) == (day, OID)


@pytest.mark.parametrize(
    "told",
    [
        "2026-W49 day=2026-11-23",
        "2026-W99",
        "2026-13 day=2026-11-23",
        "2026-11-31",
        "2026-W48 day=2026-11-99",
        "2999-01 day=2999-01-01",
        *("0001-W01", "0001-01 day=0001-01-01", "1999-12-31"),
        "whatever",
    ],
)
def test_a_marker_that_was_changed_into_what_cannot_be_is_not_believed(told: str) -> None:
    title = "Refactor sprint 2026-W48: Monday, 23 November 2026"
    body = f"<!-- plumbline:ritual refactor_sprint {told} -->"
    changed = OwnIssue(5, title, body, is_open=True, opened_at=OPENED)
    assert recognise(changed, "refactor_sprint", TITLE) == Reminder(
        "2026-W48", "", changed, MONDAY, is_tampered=True
    )


@pytest.mark.parametrize("occurrence", ["2999-W01", "0001-W01"])
def test_a_title_that_names_a_far_day_silences_nothing(occurrence: str) -> None:
    title = f"Refactor sprint {occurrence}: soon"
    far = OwnIssue(5, title, "", is_open=True, opened_at=OPENED)
    assert recognise(far, "refactor_sprint", TITLE) is None


@given(st.text(max_size=200), st.text(max_size=80))
def test_any_text_at_all_is_read_without_an_error(body: str, title: str) -> None:
    reminder = found(body, title)
    assert reminder is None or reminder.issue == issue(body, title)
