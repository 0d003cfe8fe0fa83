"""The calendar: what was held, missed, removed, what stands and what comes."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import Any

from hypothesis import given
from hypothesis import settings as bounds
from hypothesis import strategies as st

from rituals.engine.calendar import Entry, calendar
from rituals.engine.nothing_asked import nothing_asked
from rituals.engine.settings import RitualSettings
from snapshot.review_customs import Absence, ReviewCustoms
from tests.rituals.ledger import DRILL, STEPS, Ledger, weekly
from tests.rituals.rhythms import Wished, wished

MONDAY = datetime(2026, 11, 2, 9, tzinfo=UTC)
WEEK = timedelta(weeks=1)


def shown(
    ledger: Ledger, settings: RitualSettings, now: datetime, **given: Any
) -> tuple[Entry, ...]:
    issues = tuple(ledger.issues.values())
    return calendar([(DRILL, settings)], issues, now, removed=ledger.removed, **given)


def states(ledger: Ledger, settings: RitualSettings, now: datetime, **given: Any) -> list[str]:
    return [entry.state for entry in shown(ledger, settings, now, coming=WEEK, **given)]


def test_past_turns_were_held_or_missed_and_the_next_one_is_told() -> None:
    ledger, settings = Ledger(), weekly()
    for week in range(4):
        ledger.look(settings, MONDAY + week * WEEK)
    ledger.tick(1, *STEPS)
    ledger.close(2, completed=False)
    now = MONDAY + 3 * WEEK + timedelta(hours=1)
    assert states(ledger, settings, now) == ["held", "missed", "missed", "due", "coming"]
    entries = shown(ledger, settings, now)
    assert [entry.issue for entry in entries[:5]] == [1, 2, 3, 4, None]
    assert [entry.occurrence for entry in entries[:2]] == ["2026-W45", "2026-W46"]
    assert entries[0].due == MONDAY


def test_a_turn_is_open_then_due_then_overdue_then_missed() -> None:
    ledger, settings = Ledger(), weekly(lead_days=1)
    opens = MONDAY - timedelta(days=1)
    ledger.look(settings, opens)
    found = [
        states(ledger, settings, moment)[0]
        for moment in (opens, MONDAY, MONDAY + timedelta(days=3), opens + WEEK)
    ]
    assert found == ["open", "due", "overdue", "missed"]


def test_a_turn_that_nobody_opened_an_issue_for_is_missed_and_one_that_was_removed_is_not() -> None:
    ledger, settings = Ledger(), weekly()
    ledger.look(settings, MONDAY)
    ledger.look(settings, MONDAY + WEEK)
    ledger.remove(2)
    ledger.look(settings, MONDAY + 3 * WEEK)
    now = MONDAY + 3 * WEEK
    assert states(ledger, settings, now) == ["missed", "removed", "missed", "due", "coming"]


def test_before_the_first_issue_nothing_was_asked_for_and_so_nothing_was_missed() -> None:
    assert states(Ledger(), weekly(), MONDAY + 3 * WEEK) == ["due", "coming"]


def test_what_comes_names_who_will_hold_it_as_far_as_they_are_there() -> None:
    settings = weekly(rotation=["ada", "grace"], anchor="2026-11-09")
    away = ReviewCustoms(absences=(Absence("grace", date(2026, 11, 16), date(2026, 11, 16)),))
    coming = shown(Ledger(), settings, MONDAY, coming=3 * WEEK, customs=away)
    assert [entry.holder for entry in coming] == ["ada", "ada", "ada"]
    assert [e.holder for e in shown(Ledger(), settings, MONDAY, coming=3 * WEEK)] == [
        *("ada", "grace", "ada")
    ]


def test_an_issue_of_an_earlier_rhythm_stays_in_sight() -> None:
    ledger = Ledger()
    ledger.look(weekly(), MONDAY)
    monthly = RitualSettings.model_validate({"every_months": 1, "day": "first monday"})
    entries = shown(ledger, monthly, MONDAY + WEEK, coming=WEEK)
    assert [(entry.occurrence, entry.state) for entry in entries] == [
        ("2026-W45", "overdue"),
        ("2026-12", "coming"),
    ]


def test_an_issue_that_asked_for_nothing_gets_no_word_and_is_not_missed() -> None:
    ledger, settings = Ledger(), weekly()
    ledger.look(settings, MONDAY)
    ledger.edit(1, body=f"{ledger.issues[1].body.split('- [ ]')[0]}{nothing_asked('All is well')}")
    ledger.look(settings, MONDAY + timedelta(days=4))
    assert ledger.remarks == []
    ledger.look(settings, MONDAY + WEEK)
    assert states(ledger, settings, MONDAY + WEEK) == ["held", "due", "coming"]


@bounds(max_examples=40, deadline=None)
@given(wished(moves=True), st.lists(st.integers(0, 30 * 24 * 60), max_size=10))
def test_no_turn_stands_twice_in_it_and_each_issue_once(asked: Wished, waits: list[int]) -> None:
    ledger, settings = Ledger(), asked.settings
    now = datetime(asked.start.year, asked.start.month, asked.start.day, tzinfo=UTC)
    for wait in waits:
        now += timedelta(minutes=wait)
        ledger.look(settings, now)
    entries = shown(ledger, settings, now, past=timedelta(days=4000))
    names = [entry.occurrence for entry in entries]
    assert len(set(names)) == len(names)
    assert [entry.issue for entry in entries if entry.issue] == sorted(ledger.issues)
    assert [entry.due for entry in entries] == sorted(entry.due for entry in entries)
    assert entries[-1].state == "coming"
    assert entries[-1].due > now


def test_a_day_before_the_issue_of_an_earlier_rhythm_is_not_told_as_due() -> None:
    ledger = Ledger()
    ledger.look(weekly(), MONDAY + WEEK)
    entries = shown(ledger, weekly(every_weeks=2), MONDAY + WEEK + timedelta(days=1), coming=WEEK)
    assert [(entry.day.day, entry.state) for entry in entries] == [(9, "due"), (16, "coming")]
