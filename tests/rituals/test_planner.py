"""What is wished is compared with what stands; planned twice, the second plan is empty."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

from rituals.engine.actions import Conclude, OpenReminder, Remark
from rituals.engine.facts import OwnIssue, RitualFacts
from rituals.engine.planner import LONGEST_BODY, concluding, find_due, plan
from rituals.refactor_sprint import Settings
from snapshot.review_customs import Absence, ReviewCustoms
from tests.rituals.builders import HEAD, NOON, facts, opened, settings, sprint, with_issue
from tests.rituals.ledger import DRILL, STEPS, SUMMED_UP, Ledger, weekly


def planned(wishes: Settings, seen: RitualFacts) -> OpenReminder | None:
    due = find_due(sprint(), wishes, seen)
    found = [
        action
        for action in plan(sprint(), wishes, due, seen).actions
        if isinstance(action, OpenReminder)
    ]
    assert len(found) == (1 if due else 0)
    return found[0] if found else None


def test_a_due_occurrence_without_an_issue_is_opened_with_its_marker_first() -> None:
    action = planned(settings(), facts())
    assert action is not None
    assert action.title == "Refactor sprint 2026-W44: Monday, 26 October 2026"
    assert action.body.startswith(
        f"<!-- plumbline:ritual refactor_sprint 2026-W44 day=2026-10-26 from={HEAD} -->\n"
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


def test_who_is_away_that_day_is_passed_over_and_named() -> None:
    wishes = settings(rotation=["alice", "bob"], every_weeks=1, anchor="2026-11-23")
    away = ReviewCustoms(absences=(Absence("alice", date(2026, 11, 23), date(2026, 11, 24)),))
    seen = facts(assignable=frozenset({"alice", "bob"}), customs=away)
    due = find_due(sprint(), wishes, seen)
    assert due is not None
    assert (due.holder, due.away, due.passed_over) == ("bob", ("alice",), ())


def test_an_issue_that_was_removed_by_hand_is_not_opened_again() -> None:
    seen = facts(removed=frozenset({("refactor_sprint", "2026-W44")}))
    assert planned(settings(), seen) is None
    assert planned(settings(every_weeks=1), seen) is not None


def test_with_lead_time_the_issue_opens_so_many_days_ahead_at_the_same_local_time() -> None:
    wishes = settings(lead_days=3, time_zone="Europe/Berlin", anchor="2026-03-30")
    opens = datetime(2026, 3, 27, 8, tzinfo=UTC)  # still winter time
    assert planned(wishes, facts(opens - timedelta(seconds=1))) is None
    action = planned(wishes, facts(opens))
    assert action is not None
    assert action.title == "Refactor sprint 2026-W14: Monday, 30 March 2026"


def test_what_was_moved_off_a_quiet_day_keeps_its_name_and_tells_its_day() -> None:
    wishes = settings(quiet=["2026-10-26 to 2026-10-27"])
    action = planned(wishes, facts())
    assert action is not None
    assert action.title == "Refactor sprint 2026-W44: Wednesday, 28 October 2026"
    assert " 2026-W44 day=2026-10-26 " in action.body.split("\n")[0]
    without = with_issue(facts(), opened(action))
    assert planned(settings(), without) is None


def test_missed_ones_are_told_to_the_next_issue_newest_first() -> None:
    ledger, asked = Ledger(), weekly()
    for week in range(4):
        ledger.look(asked, NOON - timedelta(weeks=3 - week))
    ledger.close(2, completed=True)
    due = find_due(DRILL, asked, ledger.facts(NOON + timedelta(weeks=1)))
    assert due is not None
    assert [reminder.issue.number for reminder in due.missed] == [4, 3, 1]


def test_of_two_issues_of_one_turn_the_later_is_closed_with_a_word_once() -> None:
    ledger, asked = Ledger(), weekly()
    ledger.look(asked, NOON)
    ledger.issues[2] = replace(ledger.issues[1], number=2)
    (action,) = ledger.look(asked, NOON)
    assert isinstance(action, Conclude)
    assert (action.issue, action.completed) == (2, False)
    assert "**2026-W48 has its issue here already:** #1." in action.body
    ledger.reopen(2)
    assert ledger.look(asked, NOON) == ()


def test_of_two_issues_the_one_that_somebody_closed_already_is_not_the_one_to_stay() -> None:
    ledger, asked = Ledger(), weekly()
    ledger.look(asked, NOON)
    ledger.issues[2] = replace(ledger.issues[1], number=2)
    ledger.close(1, completed=False)
    assert ledger.look(asked, NOON) == ()
    assert ledger.issues[2].is_open


def test_an_issue_that_was_held_is_summed_up_and_closed_once() -> None:
    ledger, asked = Ledger(SUMMED_UP), weekly()
    ledger.look(asked, NOON)
    assert ledger.look(asked, NOON) == ()
    ledger.tick(1, *STEPS)
    assert [r.issue.number for r in concluding(SUMMED_UP, asked, ledger.facts(NOON))] == [1]
    (action,) = ledger.look(asked, NOON)
    assert isinstance(action, Conclude)
    assert action.completed
    assert action.body.endswith("Summed up: 2026-W48.")
    ledger.reopen(1)
    assert ledger.look(asked, NOON) == ()


def test_an_issue_that_nothing_shows_to_have_been_held_is_never_closed() -> None:
    ledger, asked = Ledger(SUMMED_UP), weekly()
    for day in range(60):
        ledger.look(asked, NOON + timedelta(days=day))
    assert all(issue.is_open for issue in ledger.issues.values())


def test_a_changed_marker_is_told_once_with_the_line_that_mends_it() -> None:
    ledger, asked = Ledger(), weekly()
    ledger.look(asked, NOON)
    broken = ledger.issues[1].body.replace("day=2026-11-23", "day=2031-11-23")
    ledger.edit(1, body=broken)
    (action,) = ledger.look(asked, NOON)
    assert isinstance(action, Remark)
    assert "<!-- plumbline:ritual drill 2026-W48 day=2026-11-23 -->" in action.body
    assert ledger.look(asked, NOON) == ()


def test_the_next_look_is_worth_while_when_something_is_to_be_said_or_opened() -> None:
    ledger, asked = Ledger(), weekly(lead_days=2)
    saturday = datetime(2026, 11, 21, 9, tzinfo=UTC)
    due, overdue = saturday + timedelta(days=2), saturday + timedelta(days=5)
    moments = []
    now = saturday - timedelta(days=1)
    for _ in range(5):
        ledger.look(asked, now)
        following = ledger.planned(asked, now).next_at
        assert following is not None
        moments.append(following)
        now = following
    assert moments[:3] == [saturday, due, overdue]
    assert moments[3] == saturday + timedelta(weeks=1)


def test_a_pause_of_a_daily_ritual_ends_with_its_quiet_days_however_long() -> None:
    summer = {"every_weeks": None, "every_days": 1, "quiet": ["2026-06-01 to 2026-08-15"]}
    for day in (datetime(2026, 6, 20, tzinfo=UTC), datetime(2026, 8, 5, tzinfo=UTC)):
        found = plan(sprint(), settings(**summer), None, facts(day))
        assert found.next_at == datetime(2026, 8, 16, 9, tzinfo=UTC)
    years = {**summer, "quiet": ["2026-06-01 to 2029-12-31"]}
    late = datetime(2029, 5, 1, tzinfo=UTC)
    assert plan(sprint(), settings(**years), None, facts(late)).next_at == late + timedelta(days=1)
