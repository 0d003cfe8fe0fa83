"""The words of a refactor sprint's issue: what it lists, in which order, and what it quotes."""

from __future__ import annotations

from datetime import timedelta

from rituals.engine.facts import Changes, LabelledIssues, OwnIssue, RitualFacts
from rituals.engine.planner import find_due, plan
from rituals.refactor_sprint import CLOSE, HOLD, PREPARE, Settings
from snapshot.changed_file import ChangedFile
from snapshot.markdown import checkboxes
from tests.rituals.builders import NOON, facts, open_debt, opened, settings, sprint

WEEKLY = settings(every_weeks=1, at="10:30", time_zone="Europe/Berlin")


def body(seen: RitualFacts, changes: Changes | None = None, asked: Settings = WEEKLY) -> str:
    due = find_due(sprint(), asked, seen)
    assert due is not None
    return plan(sprint(), asked, due, seen, changes).body


def previous(extra: str = "", *, is_open: bool = True) -> OwnIssue:
    seen = facts(NOON - timedelta(weeks=1))
    due = find_due(sprint(), WEEKLY, seen)
    assert due is not None
    first = opened(plan(sprint(), WEEKLY, due, seen, None))
    return OwnIssue(first.number, first.title, first.body + "\n" + extra, is_open)


def grown(path: str, count: int) -> ChangedFile:
    lines = "\n".join(["+# TODO"] * count)
    return ChangedFile(path, "added", count, 0, patch=f"@@ -0,0 +1,{count} @@\n{lines}")


def test_it_says_when_it_falls_and_when_the_next_one_comes() -> None:
    text = body(facts())
    assert "**2026-W48**, Monday, 23 November 2026 at 10:30 `Europe/Berlin`." in text
    assert "The next one is 2026-W49, on Monday, 30 November 2026." in text


def test_it_says_how_late_it_opened_only_when_that_is_a_day_or_more() -> None:
    assert "after its time" not in body(facts())
    assert "It opened 3 days after its time." in body(facts(NOON + timedelta(days=3)))


def test_the_first_one_has_no_previous_and_counts_markers_from_now_on() -> None:
    text = body(facts())
    assert "The one before" not in text
    assert "Counted from this sprint on" in text


def test_the_previous_one_is_linked_and_its_unticked_items_are_carried_over() -> None:
    text = body(facts(own_issues=(previous("- [ ] Split @acme/billing\n- [x] done"),)))
    assert "The one before was #7 (2026-W47). It is still open;" in text
    assert "### Carried over from #7\n\n- [ ] `Split @acme/billing`\n" in text
    assert "`done`" not in text


def test_a_closed_previous_one_is_linked_without_a_hint_to_close_it() -> None:
    text = body(facts(own_issues=(previous(is_open=False),)))
    assert "The one before was #7 (2026-W47).\n" in text


def test_the_steps_of_the_previous_one_are_not_carried_over_but_stand_anew() -> None:
    text = body(facts(own_issues=(previous(),)))
    assert "Carried over" not in text
    steps = [box.text for box in checkboxes(text)]
    assert steps == list(PREPARE + HOLD + CLOSE)


def test_open_debt_is_listed_oldest_first_with_its_age() -> None:
    text = body(facts(labelled=(open_debt([400, 30, 1], title="Split @all"),)))
    assert "3 open issues with the label `debt`." in text
    assert (
        "- [ ] #101 `Split @all`, open for 400 days\n"
        "- [ ] #102 `Split @all`, open for 30 days\n"
        "- [ ] #103 `Split @all`, open for 1 day\n"
    ) in text


def test_debt_that_was_listed_before_and_is_still_open_says_so() -> None:
    before = previous("- [ ] #101 `Split it`, open for 5 days")
    text = body(facts(own_issues=(before,), labelled=(open_debt([12, 3]),)))
    assert "#101 `Split it`, open for 12 days, left from the sprint before" in text
    assert "#102 `Split it`, open for 3 days\n" in text


def test_from_four_issues_on_their_ages_are_drawn() -> None:
    text = body(facts(labelled=(open_debt([800, 400, 40, 2]),)))
    assert "over a year    ████████████████████ 2" in text
    assert "3 to 12 months                      0" in text
    assert "1 to 3 months  ██████████           1" in text


def test_more_debt_than_can_be_listed_is_counted() -> None:
    read = open_debt(range(200, 100, -1))
    text = body(facts(labelled=(LabelledIssues("debt", 240, read.issues),)))
    assert "240 open issues" in text
    assert "190 newer ones not listed." in text
    assert "(the oldest 100 of 240)" in text


def test_without_debt_issues_it_says_so() -> None:
    assert "No open issue carries the label `debt`." in body(facts())


def test_files_are_ranked_by_growth_with_a_bar() -> None:
    files = (grown("src/a.py", 1), grown("src/b|c.py", 4))
    text = body(facts(own_issues=(previous(),)), Changes("b" * 40, files))
    assert "since `bbbbbbb`, the commit of the sprint before: 5 came, 0 went." in text
    assert (
        "| `src/b\\|c.py` | 4 | 0 | ████████████████████ +4 |\n| `src/a.py` | 1 | 0 | █████ +1 |"
    ) in text


def test_what_could_not_be_read_is_said() -> None:
    changes = Changes("b" * 40, (), ("GitHub lists 300 files of a comparison.",))
    text = body(facts(own_issues=(previous(),)), changes)
    assert "No comment line with a marker" in text
    assert "GitHub lists 300 files of a comparison." in text


def test_whoever_cannot_be_assigned_is_named_in_code_with_the_remedy() -> None:
    asked = settings(every_weeks=1, rotation=["alice", "bob"], anchor="2026-11-23")
    text = body(facts(assignable=frozenset({"bob"})), asked=asked)
    assert "It is the turn of `bob`. `alice` is not among those" in text
    assert "@" not in text


def test_hidden_characters_are_shown_by_their_numbers_wherever_something_is_quoted() -> None:
    debt = open_debt([3], title="pa\u202eid")
    seen = facts(own_issues=(previous("- [ ] in\u202evoice"),), labelled=(debt,))
    text = body(seen, Changes("b" * 40, (grown("src/\u202egnp.py", 1),)))
    assert "\u202e" not in text
    for shown in ("pa\\u202eid", "in\\u202evoice", "src/\\u202egnp.py"):
        assert shown in text


def test_all_its_lists_can_be_ticked() -> None:
    seen = facts(own_issues=(previous("- [ ] a"),), labelled=(open_debt([3, 2]),))
    boxes = checkboxes(body(seen))
    assert len(boxes) == 1 + 2 + len(PREPARE + HOLD + CLOSE)
    assert not any(box.checked for box in boxes)
