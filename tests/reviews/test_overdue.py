"""Reminders of missing reviews: once to those who are asked, once to those who answer, silence."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from checks.parts.review_coverage.coverage import coverage_of
from checks.parts.review_coverage.rules import CoverageRules
from reviews.overdue import NudgeKind, Overdue, Reminder, Said, overdue
from reviews.reminder_text import reminder_text
from reviews.wishes import Nudging
from reviews.working_time import WorkingTime
from snapshot.area import Area
from snapshot.facts import Snapshot
from snapshot.people import Colleague
from snapshot.pull_request import PullRequest, ReviewRequest
from tests.builders import a_review
from tests.reviews.people import HOUR, pull, scene

OFFICE = WorkingTime(ZoneInfo("UTC"), frozenset(range(5)), time(9), time(17))
WISH = Nudging(after=8 * HOUR, escalate_after=16 * HOUR, working_time=OFFICE)
MONDAY = datetime(2026, 11, 23, 9, tzinfo=UTC)
TUESDAY, THURSDAY = MONDAY + 24 * HOUR, MONDAY + 72 * HOUR
DUE = MONDAY + 8 * HOUR
PAYMENTS = Area("payments", ("src/",), users=("bob",), owners=("acme/pay-leads",))


def waiting(*requested: str, **more: object) -> PullRequest:
    """Ready since Monday nine o'clock, when bob or `requested` were asked."""
    names = requested or ("bob",)
    told = {
        "requested_reviewers": names,
        "review_requests": tuple(ReviewRequest(name, MONDAY) for name in names),
        "opened_at": MONDAY,
        "ready_at": MONDAY,
        **more,
    }
    return pull("src/till.py", **told)


def at(
    now: datetime,
    pull_request: PullRequest | None = None,
    said: Sequence[Said] = (),
    snapshot: Snapshot | None = None,
) -> Overdue:
    seen = replace(snapshot or scene(), pull_request=pull_request or waiting(), now=now)
    return overdue(coverage_of(seen, CoverageRules()), seen, said, WISH)


def nudged(moment: datetime, kind: NudgeKind = "nudge") -> Said:
    return Said(kind, MONDAY, moment)


def test_until_the_time_has_passed_nothing_is_said() -> None:
    assert at(DUE - timedelta(seconds=1)) == Overdue(look_again=DUE)


def test_then_the_one_who_is_asked_is_reminded() -> None:
    found = at(DUE)
    assert found.reminder == Reminder("nudge", MONDAY, ("bob",))
    assert found.look_again == DUE + 48 * HOUR


def test_a_reminder_that_stands_is_not_repeated() -> None:
    found = at(TUESDAY, said=[nudged(DUE)])
    assert found == Overdue(look_again=DUE + 48 * HOUR)


def test_later_the_owners_of_the_line_are_told_once() -> None:
    found = at(THURSDAY, said=[nudged(DUE)])
    assert found == Overdue(Reminder("escalation", MONDAY, ("acme/makers",)))
    said = [nudged(DUE), nudged(THURSDAY, "escalation")]
    assert at(THURSDAY + 500 * HOUR, said=said) == Overdue()


def test_after_an_outage_the_first_reminder_comes_first_and_the_second_later() -> None:
    late = THURSDAY + 24 * HOUR
    first = at(late)
    assert first.reminder is not None
    assert first.reminder.kind == "nudge"
    assert at(late + HOUR, said=[nudged(late)]).reminder is None


def test_the_owners_of_the_area_come_before_code_owners() -> None:
    found = at(THURSDAY, said=[nudged(DUE)], snapshot=scene(areas=(PAYMENTS,)))
    assert found.reminder is not None
    assert found.reminder.names == ("acme/pay-leads",)


def test_the_author_is_not_told_about_the_own_pull_request() -> None:
    own = replace(PAYMENTS, owners=("Ada",))
    assert at(THURSDAY, said=[nudged(DUE)], snapshot=scene(areas=(own,))) == Overdue()


def test_where_nobody_answers_for_the_files_there_is_silence() -> None:
    assert at(THURSDAY, said=[nudged(DUE)], snapshot=scene(owners=None)) == Overdue()


def test_people_are_reminded_and_not_their_team() -> None:
    found = at(DUE, waiting("acme/makers", "bob", "Carol"))
    assert found.reminder is not None
    assert found.reminder.names == ("bob", "Carol")


def test_a_team_is_reminded_where_no_person_is_asked() -> None:
    found = at(DUE, waiting("acme/makers"))
    assert found.reminder is not None
    assert found.reminder.names == ("acme/makers",)


@pytest.mark.parametrize("nobody", ["renovate[bot]", "a b", "x@example.com", "<!--"])
def test_what_is_no_name_is_never_mentioned(nobody: str) -> None:
    assert at(DUE, waiting(nobody)).reminder is None


def test_without_anybody_to_remind_the_owners_are_told_in_their_time() -> None:
    unasked = waiting(requested_reviewers=(), review_requests=())
    assert at(MONDAY, unasked) == Overdue(look_again=DUE)
    assert at(DUE, unasked) == Overdue(look_again=DUE + 48 * HOUR)
    found = at(THURSDAY, unasked)
    assert found.reminder is not None
    assert found.reminder.kind == "escalation"


def test_who_is_away_or_busy_is_left_in_peace() -> None:
    assert at(DUE, waiting("bob"), snapshot=scene(away=("bob",))).reminder is None
    busy = scene(people=(Colleague("bob", is_busy=True),))
    found = at(DUE, waiting("bob", "carol"), snapshot=busy)
    assert found.reminder is not None
    assert found.reminder.names == ("carol",)


def test_nobody_is_late_who_was_asked_later() -> None:
    later = waiting(review_requests=(ReviewRequest("bob", MONDAY + 4 * HOUR),))
    assert at(DUE, later) == Overdue(look_again=TUESDAY + 4 * HOUR)


@pytest.mark.parametrize(
    "settled",
    [
        waiting(is_draft=True),
        waiting(reviews=(replace(a_review("bob"), submitted_at=MONDAY + HOUR),)),
        waiting(reviews=(replace(a_review("eve", "commented"), submitted_at=MONDAY + HOUR),)),
    ],
    ids=["draft", "approved", "commented"],
)
def test_what_is_settled_needs_no_reminder_and_folds_those_that_stand(settled: PullRequest) -> None:
    assert at(THURSDAY, settled, [nudged(DUE)]) == Overdue(is_over=True)


def test_the_author_bots_and_reviews_of_an_earlier_time_do_not_count() -> None:
    said = MONDAY + HOUR
    reviews = (
        replace(a_review("bob", "commented"), submitted_at=MONDAY - HOUR),
        replace(a_review("ADA", "commented"), submitted_at=said),
        replace(a_review("scanner", "commented", is_bot=True), submitted_at=said),
    )
    assert at(DUE, waiting(reviews=reviews)).reminder is not None


def test_ready_again_begins_anew() -> None:
    again = waiting(ready_at=THURSDAY, review_requests=(ReviewRequest("bob", MONDAY),))
    said = [nudged(DUE), nudged(THURSDAY, "escalation")]
    assert at(THURSDAY + HOUR, again, said) == Overdue(look_again=THURSDAY + 8 * HOUR)
    found = at(THURSDAY + 8 * HOUR, again, said)
    assert found.reminder == Reminder("nudge", THURSDAY, ("bob",))


def test_nothing_is_said_until_it_is_known_since_when() -> None:
    assert at(THURSDAY, waiting(ready_at=None)) == Overdue(look_again=THURSDAY + HOUR)


def test_what_is_enough_for_the_policy_needs_no_reminder() -> None:
    seen = replace(scene(), pull_request=waiting(), now=THURSDAY)
    coverage = coverage_of(seen, CoverageRules())
    assert overdue(coverage, seen, (), WISH, is_enough=True) == Overdue(is_over=True)


@given(st.lists(st.integers(1, 300), min_size=1, max_size=30))
@settings(max_examples=60, deadline=None)
def test_however_often_it_is_looked_at_each_reminder_is_said_once(steps: list[int]) -> None:
    now, said, kinds = MONDAY, [], []
    for step in steps:
        now += timedelta(minutes=37 * step)
        found = at(now, said=said)
        if found.reminder:
            said.append(Said(found.reminder.kind, found.reminder.round, now))
            kinds.append(found.reminder.kind)
        assert found.look_again is None or found.look_again > now
    assert kinds == ["nudge", "escalation"][: len(kinds)]


def test_the_text_mentions_those_meant_says_why_and_how_to_switch_it_off() -> None:
    text = reminder_text(Reminder("nudge", MONDAY, ("bob", "acme/makers")), WISH)
    assert text.startswith("@bob, @acme/makers: this pull request has waited 8 hours of working")
    assert "**What to do now.**" in text
    assert "Monday to Friday, 09:00 to 17:00 (UTC)" in text
    assert "`reviews.nudge`" in text


def test_the_last_text_says_that_it_is_the_last() -> None:
    text = reminder_text(Reminder("escalation", MONDAY, ("acme/pay-leads",)), WISH)
    assert text.startswith("@acme/pay-leads: this pull request has waited more than 24 hours")
    assert "This is the last reminder" in text
