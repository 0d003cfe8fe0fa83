"""A sprint is summed up when its time is over or everything planned is done: never before."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

from rituals.engine.facts import LabelledIssues, OwnIssue, TrackedIssue
from rituals.engine.reminder import Reminder
from rituals.refactor_sprint import STANDING, conclude
from tests.rituals.builders import NOON, facts, settings

STEPS = "\n".join(f"- [ ] {step}" for step in STANDING)
ASKED = settings(length_days=5)


def sprint(body: str, days_ago: int = 0) -> Reminder:
    issue = OwnIssue(7, "Refactor sprint", f"{body}\n{STEPS}", is_open=True)
    day = date(2026, 11, 23) - timedelta(days=days_ago)
    return Reminder(occurrence="2026-W48", from_oid="", issue=issue, day=day)


def test_while_something_planned_is_left_it_goes_on_until_its_days_are_over() -> None:
    body = "- [x] done\n- [ ] #101 `Split it`, open for 3 days"
    assert conclude(sprint(body, days_ago=4), facts(), ASKED) is None
    assert conclude(sprint(body, days_ago=5), facts(), ASKED) is not None


def test_when_everything_planned_is_done_it_is_over_though_steps_are_left() -> None:
    text = conclude(sprint("- [x] a\n- [x] #101 `Split it`, open for 3 days"), facts(), ASKED)
    assert text is not None
    assert "**The refactor sprint 2026-W48 is over.** Everything that was planned is done." in text


def test_nothing_planned_is_not_the_same_as_everything_done() -> None:
    assert conclude(sprint(""), facts(), ASKED) is None
    text = conclude(sprint("", days_ago=9), facts(), ASKED)
    assert text is not None
    assert "Its lists were empty" in text


def test_the_summary_counts_and_lists_what_was_done_and_what_goes_on() -> None:
    closed = TrackedIssue(102, "Round", NOON, closed_at=NOON, labels=("debt",))
    seen = facts(labelled=(LabelledIssues("debt", 0, (), (closed,)),))
    body = (
        "- [x] drop @acme/mailer\n- [ ] #101 `Split it`, open for 3 days\n"
        "- [ ] #102 `Round`, open for 3 days\n"
        "- [ ] `try it`, carried over 2 times, no owner"
    )
    text = conclude(sprint(body, days_ago=7), seen, ASKED)
    assert text is not None
    assert "2 of 4 planned items done." in text
    assert "| Planned | Done | Carried over |\n| --- | --- | --- |\n| 4 | 2 | 2 |" in text
    assert "### Done\n\n- `drop @acme/mailer`\n- #102 `Round`\n" in text
    assert "### Carried over to the next sprint\n\n- #101 `Split it`\n- `try it`\n" in text


def test_its_end_is_a_day_of_its_own_zone() -> None:
    body = "- [ ] a"
    late = replace(facts(), now=NOON.replace(hour=14))
    auckland = settings(length_days=1, time_zone="Pacific/Auckland")
    assert conclude(sprint(body), late, ASKED) is None
    assert conclude(sprint(body), late, auckland) is not None
