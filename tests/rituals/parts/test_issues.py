"""How open issues are listed: by urgency, with owner and date."""

from __future__ import annotations

from datetime import date, timedelta

from rituals.engine.facts import LabelledIssues, MergedPull, MergedWork, TrackedIssue
from rituals.parts.issues import by_urgency, counted, item, note_of, open_tasks
from rituals.parts.merged import merged_fold
from snapshot.facts import Repository
from tests.rituals.builders import NOON

TODAY = date(2026, 11, 23)


def issue(number: int, days: int = 1, text: str = "", due: date | None = None) -> TrackedIssue:
    return TrackedIssue(number, "Split it", NOON - timedelta(days=days), body=text, due=due)


def test_a_milestone_a_line_and_the_hidden_line_of_a_postmortem_say_the_day() -> None:
    hidden = "<!-- plumbline:postmortem-action docs/pm/1.md alert-tides due=2026-12-03 -->\nAlert"
    days = [
        note_of(issue(1, due=date(2026, 12, 1))).payback,
        note_of(issue(2, text="Due: 2026-12-02")).payback,
        note_of(issue(3, text=hidden)).payback,
        note_of(issue(4, text="<!-- plumbline:postmortem-due 9 due=2026-99-99 -->")).payback,
    ]
    assert days == [date(2026, 12, 1), date(2026, 12, 2), date(2026, 12, 3), None]


def test_what_is_overdue_comes_first_and_what_is_due_today_is_not_overdue() -> None:
    found = by_urgency(
        (
            issue(1, 9),
            issue(2, 5, due=TODAY),
            issue(3, 1, due=TODAY - timedelta(days=1)),
            issue(4, 1, due=TODAY - timedelta(days=8)),
        ),
        TODAY,
    )
    assert [each.number for each in found] == [4, 3, 1, 2]
    assert ", due today, open for" in item(found[-1], TODAY)


def test_a_long_list_shows_some_folds_some_and_counts_the_rest() -> None:
    issues = tuple(issue(n, 200 - n) for n in range(1, 101))
    text = open_tasks("Open", LabelledIssues("a|b", 300, issues), TODAY, 20)
    assert text.startswith("### Open\n\n- [ ] #1 ")
    assert text.count("- [ ]") == 20
    assert "<details><summary>40 more</summary>" in text
    assert text.endswith("240 newer ones with the label `a|b` are not listed.")
    assert open_tasks("Open", LabelledIssues("x", 0, ()), TODAY, 20) == ""


def test_where_the_number_is_not_known_it_says_so_and_names_none() -> None:
    some = LabelledIssues("x", 2, (issue(1), issue(2)), may_be_more=True)
    assert "There may be more with the label `x` that are not" in open_tasks("", some, TODAY, 20)
    assert counted([some, LabelledIssues("y", 1, (issue(3),))], "open issue") == "3+ open issues"
    none = LabelledIssues("x", 0, (), may_be_more=True)
    assert counted([none], "issue") == "no issue among those read"


def test_links_to_merged_pull_requests_leave_no_trace_on_them() -> None:
    shop = Repository("acme", "shop", "main", "https://github.com/acme/shop")
    pulls = (MergedPull(1, "a", NOON), MergedPull(2, "b", NOON, repository="acme/till"))
    text = merged_fold(MergedWork(NOON, 90, pulls), shop)
    assert "- [#1](https://redirect.github.com/acme/shop/pull/1) `a`" in text
    assert "- [acme/till#2](https://redirect.github.com/acme/till/pull/2) `b`" in text
    assert "<summary>The newest 2</summary>" in text
