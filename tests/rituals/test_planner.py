"""What is wished is compared with what stands; planned twice, the second plan is empty."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from rituals.engine.actions import OpenReminder
from rituals.engine.facts import OwnIssue, RitualFacts
from rituals.engine.planner import LONGEST_BODY, find_due, plan
from rituals.refactor_sprint import Settings
from tests.rituals.builders import HEAD, NOON, facts, opened, settings, sprint, with_issue


def planned(wishes: Settings, seen: RitualFacts) -> OpenReminder | None:
    due = find_due(sprint(), wishes, seen)
    return plan(sprint(), wishes, due, seen, None) if due else None


def test_a_due_occurrence_without_an_issue_is_opened_with_its_marker_first() -> None:
    action = planned(settings(), facts())
    assert action is not None
    assert action.title == "Refactor sprint 2026-W44: Monday, 26 October 2026"
    assert action.body.startswith(
        f"<!-- plumbline:ritual refactor_sprint 2026-W44 from={HEAD} -->\n"
    )
    assert (action.occurrence, action.label.name) == ("2026-W44", "refactor-sprint")


def test_after_it_was_opened_nothing_is_left_to_do() -> None:
    action = planned(settings(), facts())
    assert action is not None
    for issue in (opened(action), opened(action, is_open=False)):
        assert planned(settings(), with_issue(facts(), issue)) is None


def test_an_issue_whose_marker_was_edited_away_is_not_opened_again() -> None:
    action = planned(settings(), facts())
    assert action is not None
    tidied = OwnIssue(7, action.title, "we tidied this", is_open=True)
    assert planned(settings(), with_issue(facts(), tidied)) is None


def test_nothing_opens_before_the_anchor() -> None:
    assert planned(settings(anchor="2026-11-30"), facts()) is None


def test_a_time_the_clocks_skip_in_spring_opens_when_they_have_jumped() -> None:
    wishes = settings(weekday="sunday", anchor="2026-03-29", at="02:30", time_zone="Europe/Berlin")
    jump = datetime(2026, 3, 29, 1, tzinfo=UTC)
    assert planned(wishes, facts(jump - timedelta(seconds=1))) is None
    assert planned(wishes, facts(jump)) is not None


def test_a_time_that_comes_twice_in_autumn_opens_once_at_its_first_coming() -> None:
    wishes = settings(weekday="sunday", anchor="2026-10-25", at="02:30", time_zone="Europe/Berlin")
    first_coming = datetime(2026, 10, 25, 0, 30, tzinfo=UTC)
    assert planned(wishes, facts(first_coming - timedelta(seconds=1))) is None
    action = planned(wishes, facts(first_coming))
    assert action is not None
    second_coming = with_issue(facts(first_coming + timedelta(hours=1)), opened(action))
    assert planned(wishes, second_coming) is None


def test_an_anchor_in_the_past_opens_its_latest_occurrence_at_once() -> None:
    action = planned(settings(anchor="2020-01-06", every_weeks=1), facts())
    assert action is not None
    assert action.occurrence == "2026-W48"


def test_of_several_missed_occurrences_only_the_latest_is_made_up_for() -> None:
    weekly = settings(every_weeks=1)
    first = planned(weekly, facts(NOON - timedelta(weeks=5)))
    assert first is not None
    seen = with_issue(facts(), opened(first))
    late = planned(weekly, seen)
    assert late is not None
    assert late.occurrence == "2026-W48"
    assert planned(weekly, with_issue(seen, opened(late, 8))) is None


def test_a_slower_rhythm_does_not_reach_back_behind_what_stands() -> None:
    weekly = planned(settings(every_weeks=1), facts())
    assert weekly is not None
    assert planned(settings(every_weeks=6), with_issue(facts(), opened(weekly))) is None


def test_the_newest_earlier_issue_is_the_previous_one() -> None:
    wishes = settings()
    old = planned(wishes, facts(NOON - timedelta(weeks=12)))
    newer = planned(wishes, facts(NOON - timedelta(weeks=6)))
    assert old is not None
    assert newer is not None
    seen = facts(own_issues=(opened(newer, 5), opened(old, 9)))
    due = find_due(sprint(), wishes, seen)
    assert due is not None
    assert due.previous is not None
    assert due.previous.issue.number == 5


def test_the_rotation_turns_with_the_occurrence() -> None:
    people = frozenset({"alice", "bob", "carol"})
    wishes = settings(rotation=["Alice", "bob", "carol"], every_weeks=1, anchor="2026-11-09")
    weeks = [facts(NOON + timedelta(weeks=n), assignable=people) for n in range(-2, 2)]
    actions = [planned(wishes, seen) for seen in weeks]
    assert [action.assignee for action in actions if action] == ["Alice", "bob", "carol", "Alice"]


def test_who_cannot_be_assigned_is_passed_over_for_the_next_one() -> None:
    wishes = settings(rotation=["alice", "bob", "carol"], every_weeks=1, anchor="2026-11-23")
    due = find_due(sprint(), wishes, facts(assignable=frozenset({"carol"})))
    assert due is not None
    assert (due.holder, due.passed_over) == ("carol", ("alice", "bob"))


def test_when_nobody_can_be_assigned_the_issue_opens_all_the_same() -> None:
    action = planned(settings(rotation=["alice"]), facts())
    assert action is not None
    assert action.assignee is None


def test_an_occurrence_keeps_its_identity_when_weekday_and_time_change() -> None:
    monday = planned(settings(every_weeks=1), facts())
    assert monday is not None
    friday = settings(every_weeks=1, weekday="friday", anchor="2026-01-09", at="16:00")
    weekend = NOON + timedelta(days=5)
    assert planned(friday, with_issue(facts(weekend), opened(monday))) is None


def test_no_body_reaches_the_limit_whatever_the_issue_before_held() -> None:
    wishes = settings(every_weeks=1)
    items = "".join(f"- [ ] {n} {'🦔`' * 400}\n" for n in range(60))
    first = planned(wishes, facts(NOON - timedelta(weeks=1)))
    assert first is not None
    before = OwnIssue(7, first.title, first.body + "\n" + items, is_open=True)
    action = planned(wishes, with_issue(facts(), before))
    assert action is not None
    assert len(action.body.encode()) <= LONGEST_BODY


minutes = st.integers(0, 2 * 365 * 24 * 60)
looks = st.lists(minutes.map(lambda m: NOON - timedelta(days=330, minutes=-m)), max_size=12)
wishes = st.builds(
    settings,
    every_weeks=st.integers(1, 12),
    at=st.sampled_from(["00:00", "02:30", "09:00", "23:59"]),
    time_zone=st.sampled_from(["UTC", "Europe/Berlin", "Pacific/Kiritimati", "America/Havana"]),
)


@given(wishes, looks)
def test_however_often_and_late_one_looks_no_occurrence_opens_twice(
    asked: Settings, times: list[datetime]
) -> None:
    seen: list[OwnIssue] = []
    occurrences: list[str] = []
    for now in sorted(times):
        for _ in range(2):
            action = planned(asked, facts(now, own_issues=tuple(seen)))
            if action:
                occurrences.append(action.occurrence)
                seen.append(opened(action, number=len(seen) + 1))
    assert len(set(occurrences)) == len(occurrences)
    assert occurrences == sorted(occurrences)
    latest = asked.cadence.latest_due(max(times)) if times else None
    assert (occurrences[-1] if occurrences else None) == (latest.id if latest else None)
