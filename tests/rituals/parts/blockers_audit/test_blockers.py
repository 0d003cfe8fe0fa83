"""How long something was blocked, and by when it is decided."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rituals.engine.facts import LabelSpan
from rituals.parts.blockers_audit.blockers import (
    closed_blockers,
    days_blocked,
    decision_date,
    open_blockers,
)
from tests.rituals.parts.blockers_audit.builders import NOW, ago, blocked, facts, listed


def test_only_the_time_with_the_label_counts_and_further_times_add_up() -> None:
    issue = blocked(1, times=[("blocked", 40, 30), ("bug", 40, None), ("blocked", 5, None)])
    (found,) = open_blockers(facts(listed(issue)), ["blocked"])
    assert found.days == 15


def test_a_day_with_two_labels_counts_once_and_for_each_category() -> None:
    issue = blocked(1, times=[("Blocked", 10, None), ("waiting", 15, 5)])
    lists = facts(listed(issue), listed(issue, label="waiting"))
    (found,) = open_blockers(lists, ["blocked", "waiting"])
    assert found.days == 15
    assert found.by_label == {"blocked": 10, "waiting": 10}


def test_without_a_history_of_labels_the_time_is_not_guessed() -> None:
    (found,) = open_blockers(facts(listed(blocked(1, times=[]))), ["blocked"])
    assert found.days is None


def test_the_longest_blocked_comes_first() -> None:
    found = open_blockers(facts(listed(blocked(1, 3), blocked(2, 30))), ["blocked"])
    assert [it.reference for it in found] == ["#2", "#1"]


def test_what_was_closed_was_blocked_until_then() -> None:
    issue = blocked(9, 30, closed_at=ago(4))
    (found,) = closed_blockers(facts(listed(closed=[issue])), ["blocked"])
    assert found.days == 26


@pytest.mark.parametrize(
    ("body", "day"),
    [
        ("Decide by: 2026-12-01", date(2026, 12, 1)),
        ("words\r\n- **Decide by**: 1 December 2026\r\nmore", date(2026, 12, 1)),
        ("decision due: 2026-12-01", date(2026, 12, 1)),
        ("Decide by: next week\nDecide by: 2026-12-02", date(2026, 12, 2)),
        ("Decide by: next week", date(2026, 12, 24)),
        ("Decision: we use 2026-01-01", date(2026, 12, 24)),
        ("We decide by: 2026-12-01", date(2026, 12, 24)),
        ("", date(2026, 12, 24)),
    ],
)
def test_a_line_of_the_text_goes_before_the_milestone(body: str, day: date) -> None:
    assert decision_date(body, date(2026, 12, 24)) == day


SPAN = st.builds(
    lambda since, length: LabelSpan(
        "blocked", ago(since), None if length > 90 else ago(since) + timedelta(days=length)
    ),
    st.integers(0, 100),
    st.integers(0, 100),
)


@given(st.lists(SPAN, min_size=1, max_size=8))
def test_no_more_days_are_counted_than_passed_and_the_order_does_not_matter(
    spans: list[LabelSpan],
) -> None:
    days = days_blocked(spans, ["blocked"], NOW)
    assert days is not None
    assert 0 <= days <= (NOW - min(span.since for span in spans)).days
    assert days == days_blocked(spans[::-1], ["blocked"], NOW)
    longest = max((min(s.until or NOW, NOW) - s.since).days for s in spans)
    assert days >= longest
