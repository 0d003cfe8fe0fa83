"""The words of a refactor sprint's issue: what it lists, in which order, and what it quotes."""

from __future__ import annotations

from datetime import date, timedelta

from rituals.engine.facts import (
    Changes,
    LabelledIssues,
    MergedPull,
    MergedWork,
    OwnIssue,
    RitualFacts,
    TrackedIssue,
)
from rituals.engine.planner import find_due
from rituals.parts.refactor_sprint.history import read_history
from rituals.refactor_sprint import STANDING, Settings, compose
from snapshot.changed_file import ChangedFile
from snapshot.debt_note import debt_block
from snapshot.hotspot import Hotspot
from snapshot.markdown import checkboxes
from snapshot.record import DateNote, Record
from tests.rituals.builders import HEAD, NOON, facts, open_debt, settings, sprint

WEEKLY = settings(every_weeks=1, at="10:30", time_zone="Europe/Berlin")


def body(seen: RitualFacts, asked: Settings = WEEKLY) -> str:
    due = find_due(sprint(), asked, seen)
    assert due is not None
    return compose(due, seen, asked)


def previous(extra: str = "", *, is_open: bool = True) -> OwnIssue:
    text = f"<!-- plumbline:ritual refactor_sprint 2026-W47 from={HEAD} -->\n"
    text += body(facts(NOON - timedelta(weeks=1)))
    title = "Refactor sprint 2026-W47: Monday, 16 November 2026"
    return OwnIssue(7, title, f"{text}\n\n{extra}", is_open)


def debt(number: int, days: int, text: str = "", *owners: str) -> TrackedIssue:
    opened_at = NOON - timedelta(days=days)
    return TrackedIssue(number, "Split it", opened_at, body=text, assignees=owners)


def labelled(*issues: TrackedIssue, closed: tuple[TrackedIssue, ...] = ()) -> RitualFacts:
    return facts(labelled=(LabelledIssues("debt", len(issues), issues, closed),))


def grown(path: str, count: int) -> ChangedFile:
    lines = "\n".join(["+# TODO"] * count)
    return ChangedFile(path, "added", count, 0, patch=f"@@ -0,0 +1,{count} @@\n{lines}")


def merged(*labels: str, total: int = 0) -> MergedWork:
    pulls = tuple(
        MergedPull(n, "Sell", NOON, labels=(label,)) for n, label in enumerate(labels, start=1)
    )
    return MergedWork(NOON - timedelta(weeks=1), total or len(pulls), pulls)


def test_it_says_when_it_falls_and_when_the_next_one_comes() -> None:
    text = body(facts())
    assert "**2026-W48**, Monday, 23 November 2026 at 10:30 `Europe/Berlin`." in text
    assert "The next one is 2026-W49, on Monday, 30 November 2026." in text


def test_it_says_how_late_it_opened_only_when_that_is_a_day_or_more() -> None:
    assert " late." not in body(facts())
    assert "It opened 3 days late." in body(facts(NOON + timedelta(days=3)))


def test_the_previous_one_is_linked_and_its_unticked_items_are_carried_over() -> None:
    text = body(facts(own_issues=(previous("- [ ] Split @acme/billing\n- [x] done"),)))
    assert "The previous one is #7 (2026-W47)" in text
    assert "nothing shows" not in text
    assert "### Carried over from #7\n\n- [ ] `Split @acme/billing`, carried over once\n" in text
    assert "**Last time** (2026-W47): 1 of 2 items done: `done`.\n" in text


def test_a_previous_one_of_which_nothing_is_done_is_told_as_missed() -> None:
    text = body(facts(own_issues=(previous("- [ ] Split it"),)))
    assert "The previous one is #7 (2026-W47), and nothing shows that it was held: " in text


def test_a_closed_previous_one_is_linked_without_a_hint_to_close_it() -> None:
    text = body(facts(own_issues=(previous(is_open=False),)))
    assert "The previous one is #7 (2026-W47).\n" in text


def test_the_steps_of_the_previous_one_are_not_carried_over_but_stand_anew() -> None:
    text = body(facts(own_issues=(previous(),)))
    assert "Carried over" not in text
    assert [box.text for box in checkboxes(text)] == list(STANDING)


def test_overdue_debt_comes_first_and_then_the_oldest() -> None:
    late = debt(103, 5, "Payback: 2026-11-03")
    soon = debt(104, 9, "Payback: 2026-12-03", "sam")
    text = body(labelled(debt(101, 400), debt(102, 30), soon, late))
    assert (
        "- [ ] #103 `Split it`, **20 days overdue**, open for 5 days, no owner\n"
        "- [ ] #101 `Split it`, open for 400 days, no owner\n"
        "- [ ] #102 `Split it`, open for 30 days, no owner\n"
        "- [ ] #104 `Split it`, due 2026-12-03, open for 9 days, `sam`\n"
    ) in text
    assert (
        "4 open issues with the label `debt`. Of these: 1 overdue, 3 without an owner and "
        "2 without a payback date."
    ) in text


def test_debt_that_was_listed_before_and_is_still_open_says_so() -> None:
    before = previous("- [ ] #101 `Split it`, open for 5 days")
    text = body(facts(own_issues=(before,), labelled=(open_debt([12, 3]),)))
    assert "#101 `Split it`, open for 12 days, no owner, left over from the last sprint" in text
    assert "#102 `Split it`, open for 3 days, no owner\n" in text


def test_what_does_not_fit_into_a_sprint_is_folded_away_and_no_task() -> None:
    text = body(facts(labelled=(open_debt(range(60, 40, -1)),)))
    assert len(checkboxes(text)) == 10 + len(STANDING)
    assert "<details><summary>10 more</summary>\n\n- #111 `Split it`" in text


def test_more_debt_than_was_read_is_counted() -> None:
    read = open_debt(range(200, 100, -1))
    text = body(facts(labelled=(LabelledIssues("debt", 240, read.issues),)))
    assert "240 open issues" in text
    assert "190 newer ones with the label `debt` are not listed." in text
    assert "Of the oldest 100: 100 without an owner" in text


def test_debt_of_other_repositories_is_named_with_them_and_counted_by_repository() -> None:
    far = TrackedIssue(
        5, "Round it", NOON, repository="acme/till", body=debt_block(["src/a.py"], 3)
    )
    text = body(labelled(far, debt(101, 9, debt_block(["src/a.py"], 4), "sam")))
    assert "- [ ] acme/till#5 `Round it`, opened today" in text
    assert (
        "| Repository | Open | Overdue | Without an owner |\n| --- | --- | --- | --- |\n"
        "| `acme/till` | 1 | 0 | 1 |\n| `acme/shop` | 1 | 0 | 0 |"
    ) in text
    assert "| `src/a.py` |  | #101 |\n| `src/a.py` | `acme/till` | acme/till#5 |" in text


def test_without_debt_issues_it_says_how_they_come_to_be_listed() -> None:
    text = body(facts())
    assert "No open issue carries the label `debt`; those that do are listed here." in text
    assert "**Now:** write down what will be repaired" in text


def test_indebted_files_are_ranked_by_how_much_they_are_touched() -> None:
    issue = debt(101, 9, debt_block(["src/cold.py", "src/a|b.py"], 12))
    spots = (
        Hotspot("src/fine.py", 90, 9, 900, 9.0, 1),
        Hotspot("src/a|b.py", 40, 8, 1200, 8.0, 2),
    )
    changes = Changes("b" * 40, (grown("src/new.py", 4), grown("src/a|b.py", 1)))
    seen = facts(
        own_issues=(previous(),),
        labelled=(LabelledIssues("debt", 1, (issue,)),),
        hotspots=spots,
        changes=changes,
    )
    text = body(seen)
    assert (
        "| File | Changed in 6 months | Fixes | Lines | Debt | Markers |\n"
        "| --- | --- | --- | --- | --- | --- |\n"
        "| `src/a\\|b.py` | 40× | 8 | 1,200 | #101 | +1 |\n"
        "| `src/new.py` |  |  |  |  | +4 |\n"
        "| `src/cold.py` |  |  |  | #101 |  |\n"
    ) in text
    assert "since `bbbbbbb`, the commit of the last sprint: 5 added, 0 removed." in text
    assert "src/fine.py" not in text


def test_what_could_not_be_read_is_said() -> None:
    changes = Changes("b" * 40, (grown("a.py", 1),), ("GitHub lists 300 files of a comparison.",))
    assert "GitHub lists 300 files" in body(facts(own_issues=(previous(),), changes=changes))


def test_decisions_past_the_date_they_set_themselves_are_listed() -> None:
    waiver = Record(
        "docs/adr/0003-xml.md", 3, "Send XML", "accepted", kind="waiver",
        revisit_by=DateNote("2026-11-01", 4, date(2026, 11, 1)),
    )  # fmt: skip
    text = body(facts(records=(waiver,)))
    address = "https://github.example/acme/shop/blob/main/docs/adr/0003-xml.md"
    assert "### Waivers and decisions past their date" in text
    assert f'- [ ] [3. `Send XML`]({address} "decision record"): waiver ran out, ' in text


def test_the_share_of_foundational_work_is_held_against_the_target() -> None:
    work = merged("Foundation", "feature", "refactoring", "", "", "", "", "", "", "", "", "")
    text = body(facts(own_issues=(previous("- [x] a\n- [ ] b"),), merged=work))
    assert (
        "**16 %** of 12 pull requests merged since 2026-11-16 (2 of 12: `foundation` 1, "
        "`refactoring` 1); the target is 20 %. 1 more would have reached it."
    ) in text
    assert "| 2026-W47 | 2 | 1 | 12 | 2 | 16 % |" in text
    assert "2026-W47  ████████████████    │   16 %" in text


def test_titles_count_where_no_label_tells_and_other_work_stays_other_work() -> None:
    pulls = (
        MergedPull(1, "refactor(cart): Part it", NOON, labels=("area: cart",)),
        MergedPull(2, "refactor: Part it", NOON, labels=("feature",)),
        MergedPull(3, "Sell by card", NOON, labels=("Debt", "Feature")),
        MergedPull(4, "feat: Sell", NOON),
    )
    text = body(facts(merged=MergedWork(NOON, 4, pulls)))
    assert "**25 %** of 4 pull requests merged since 2026-11-23 (1 of 4: `refactor:` 1)" in text


def test_taking_debt_is_no_foundational_work_unless_the_team_says_so() -> None:
    work = merged("debt", "Foundation")
    assert "**50 %** of 2 pull requests" in body(facts(merged=work))
    asked = settings(foundational_labels=("foundation", "debt"))
    assert "**100 %** of 2 pull requests" in body(facts(merged=work), asked)


def test_without_merged_work_there_is_no_share_to_draw() -> None:
    text = body(facts(own_issues=(previous("- [x] a"),)))
    assert "### Earlier sprints\n\n| Sprint | Planned | Done |\n" in text
    assert "█" not in text
    assert "target" not in text


def test_a_sample_says_how_much_it_leaves_out() -> None:
    text = body(facts(own_issues=(previous(),), merged=merged("foundation", total=240)))
    assert "**100 %** of the newest 1 of 240 pull requests" in text


def test_shares_are_split_by_repository_where_there_are_several() -> None:
    pulls = (
        MergedPull(1, "a", NOON, labels=("foundation",), repository="acme/till"),
        MergedPull(2, "b", NOON, repository="acme/till"),
        MergedPull(3, "c", NOON),
    )
    text = body(facts(merged=MergedWork(NOON, 3, pulls)))
    assert "| `acme/till` | 2 | 1 | 50 % |\n| `acme/shop` | 1 | 0 | 0 % |" in text


def test_the_numbers_of_earlier_sprints_come_from_the_issue_before() -> None:
    line = "<!-- plumbline:sprints 2026-W45=9/5/48/12 2026-W46=3/3/20/2 rubbish 2026-W99=1 -->"
    text = body(facts(own_issues=(previous(f"{line}\n- [x] a"),), merged=merged("foundation")))
    assert [(s.occurrence, s.planned, s.done, s.percent) for s in read_history(text)] == [
        ("2026-W45", 9, 5, 25),
        ("2026-W46", 3, 3, 10),
        ("2026-W47", 1, 1, 100),
    ]
    assert text.startswith("<!-- plumbline:sprints 2026-W45=9/5/48/12 ")


def test_whoever_cannot_be_assigned_is_named_in_code_with_the_remedy() -> None:
    asked = settings(every_weeks=1, rotation=["alice", "bob"], anchor="2026-11-23")
    text = body(facts(assignable=frozenset({"bob"})), asked)
    assert "It is `bob`'s turn. `alice` cannot be assigned in this repository: give" in text


def test_hidden_characters_are_shown_by_their_numbers_wherever_something_is_quoted() -> None:
    owed = open_debt([3], title="pa\u202eid")
    seen = facts(
        own_issues=(previous("- [ ] in\u202evoice"),),
        labelled=(owed,),
        changes=Changes("b" * 40, (grown("src/\u202egnp.py", 1),)),
    )
    text = body(seen)
    assert "\u202e" not in text
    for shown in ("pa\\u202eid", "in\\u202evoice", "src/\\u202egnp.py"):
        assert shown in text
