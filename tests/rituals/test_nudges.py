"""One word when due, one when overdue, then silence; `/snooze` puts it off."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from rituals.engine.actions import Acknowledge, Remark
from rituals.engine.settings import RitualSettings
from tests.rituals.ledger import STEPS, Ledger, weekly

OPENS = datetime(2026, 11, 21, 9, tzinfo=UTC)
DUE = OPENS + timedelta(days=2)
OVERDUE = DUE + timedelta(days=3)
HOUR = timedelta(hours=1)


def opened(settings: RitualSettings, at: datetime = OPENS) -> Ledger:
    ledger = Ledger()
    ledger.look(settings, at)
    return ledger


def said(ledger: Ledger, settings: RitualSettings, until: datetime) -> list[tuple[str, datetime]]:
    """What is said while somebody looks every hour, and when, from an hour after it opened on."""
    found: list[tuple[str, datetime]] = []
    now = OPENS + HOUR
    while now <= until:
        before = len(ledger.remarks)
        ledger.look(settings, now)
        found += [(remark.kind, now) for remark in ledger.remarks[before:]]
        now += HOUR
    return found


def ahead(**given: object) -> RitualSettings:
    return weekly(every_weeks=4, lead_days=2, anchor="2026-11-23", **given)


def test_it_is_said_once_when_due_once_when_overdue_and_then_no_more() -> None:
    settings = ahead()
    spoken = said(opened(settings), settings, OPENS + timedelta(days=25))
    assert spoken == [("due", DUE), ("overdue", OVERDUE)]


def test_an_issue_that_opens_when_it_is_due_is_the_word_itself() -> None:
    settings = weekly(every_weeks=4, anchor="2026-11-23")
    ledger = Ledger()
    spoken = said(ledger, settings, OPENS + timedelta(days=20))
    assert spoken == [("overdue", OVERDUE)]


def test_an_issue_that_opened_late_is_overdue_so_many_days_after_it_opened() -> None:
    settings = ahead()
    ledger = opened(settings, DUE + timedelta(days=10))
    assert ledger.look(settings, DUE + timedelta(days=12, hours=23)) == ()
    (action,) = ledger.look(settings, DUE + timedelta(days=13))
    assert isinstance(action, Remark)
    assert action.kind == "overdue"


def test_what_was_held_or_closed_is_not_nagged_about() -> None:
    settings = ahead()
    held, closed = opened(settings), opened(settings)
    held.tick(1, *STEPS)
    closed.close(1, completed=False)
    for ledger in (held, closed):
        assert said(ledger, settings, OPENS + timedelta(days=20)) == []


def test_once_the_next_one_opened_nothing_more_is_said_of_the_one_before() -> None:
    settings = weekly(lead_days=2, anchor="2026-11-23", overdue_after_days=6)
    ledger = opened(settings)
    assert [kind for kind, _ in said(ledger, settings, OPENS + timedelta(days=13))] == [
        "due",
        "due",
    ]
    assert [remark.issue for remark in ledger.remarks] == [1, 2]


def test_nor_when_somebody_removed_the_next_one_by_hand() -> None:
    settings = weekly(lead_days=2, anchor="2026-11-23", overdue_after_days=6)
    ledger = opened(settings)
    ledger.look(settings, OPENS + timedelta(days=7))
    ledger.remove(2)
    assert ledger.look(settings, OPENS + timedelta(days=8)) == ()


def test_where_people_talk_a_lot_no_reminder_is_needed() -> None:
    settings = ahead()
    ledger = opened(settings)
    for minute in range(10):
        ledger.write(1, "I am on it", OVERDUE + timedelta(minutes=minute + 1))
    assert ledger.look(settings, OVERDUE + HOUR) == ()


def test_a_snooze_puts_off_what_is_still_to_come_and_is_acknowledged() -> None:
    settings = ahead()
    ledger = opened(settings)
    ledger.write(1, "Next week is better.\n\n/snooze 1w", OPENS + HOUR)
    spoken = said(ledger, settings, OPENS + timedelta(days=25))
    assert spoken == [("overdue", OPENS + HOUR + timedelta(weeks=1))]
    assert ledger.issues[1].comments[0].is_acknowledged


def test_a_snooze_after_the_last_word_asks_for_one_more() -> None:
    settings = ahead()
    ledger = opened(settings)
    said(ledger, settings, OVERDUE)
    asked = OVERDUE + HOUR
    ledger.write(1, "/snooze 3 days", asked)
    spoken = said(ledger, settings, OPENS + timedelta(days=25))
    assert spoken == [("overdue", asked + timedelta(days=3))]


def test_a_snooze_past_the_next_turn_is_silence() -> None:
    settings = weekly(lead_days=2, anchor="2026-11-23")
    ledger = opened(settings)
    ledger.write(1, "/snooze 30d", OPENS + HOUR)
    said(ledger, settings, OPENS + timedelta(days=13))
    assert [remark.issue for remark in ledger.remarks] == [2, 2]


def test_a_date_means_the_local_time_of_the_ritual_on_that_day() -> None:
    settings = ahead(time_zone="Europe/Berlin")
    ledger = opened(settings)
    ledger.write(1, "/snooze 2026-12-02", OPENS + HOUR)
    assert ledger.look(settings, datetime(2026, 12, 2, 7, 59, tzinfo=UTC)) != ()  # the reaction
    assert ledger.remarks == []
    ledger.look(settings, datetime(2026, 12, 2, 8, tzinfo=UTC))
    assert [remark.kind for remark in ledger.remarks] == ["overdue"]


@pytest.mark.parametrize(
    "written",
    ["", "soon", "0d", "999d", "-3d", "3 months", "2026-13-40", "2026-11-01", "2031-01-01", "٣d"],
)
def test_what_is_not_understood_is_answered_once_with_what_to_write(written: str) -> None:
    settings = ahead()
    ledger = opened(settings)
    ledger.write(1, f"/snooze {written}", OPENS + HOUR)
    (action,) = ledger.look(settings, OPENS + 2 * HOUR)
    assert isinstance(action, Remark)
    assert action.kind == "answer"
    assert "`/snooze 3d`" in action.body
    assert ledger.look(settings, OPENS + 2 * HOUR) == ()


@pytest.mark.parametrize(
    "text",
    [
        *("> /snooze 3d", "```\n/snooze 3d\n```", "say /snooze 3d", "/snoozed 3d", "- /snooze 3d"),
        "    /snooze 3d",
    ],
)
def test_quotes_code_and_prose_are_no_commands(text: str) -> None:
    settings = ahead()
    ledger = opened(settings)
    ledger.write(1, text, OPENS + HOUR)
    assert ledger.look(settings, OPENS + 2 * HOUR) == ()


def test_who_may_not_steer_is_not_followed() -> None:
    settings = ahead()
    ledger = opened(settings)
    ledger.write(1, "/snooze 3d", OPENS + HOUR, may_steer=False)
    assert ledger.look(settings, OPENS + 2 * HOUR) == ()


def test_the_last_word_of_a_comment_counts_and_what_was_acknowledged_is_left_alone() -> None:
    settings = ahead()
    ledger = opened(settings)
    ledger.write(1, "/snooze 3d\n/snooze 2w", OPENS + HOUR)
    assert ledger.look(settings, OPENS + 2 * HOUR) == (Acknowledge("IC_1_0"),)
    spoken = said(ledger, settings, OPENS + timedelta(days=25))
    assert spoken == [("overdue", OPENS + HOUR + timedelta(weeks=2))]


@pytest.mark.parametrize(
    ("held_by", "words"),
    [
        ("any", "tick the steps, link the notes (`Notes: <link>`) or close this issue"),
        ("notes", "link the notes here"),
        ("checklist", "tick the steps above"),
        ("closed", "close this issue as completed"),
    ],
)
def test_a_reminder_says_what_will_show_that_it_was_held_and_how_to_put_it_off(
    held_by: str, words: str
) -> None:
    settings = ahead(held_by=held_by)
    ledger = opened(settings)
    said(ledger, settings, OVERDUE)
    for remark in ledger.remarks:
        assert words in remark.body
        assert "`/snooze 3d`" in remark.body
        assert "Monday, 23 November 2026" in remark.body
        assert len(remark.body) < 600
