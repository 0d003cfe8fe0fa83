"""An action of a postmortem is known again when it moves, is reworded, or its document moves."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from postmortems.known import Tracked
from postmortems.markers import (
    ActionMark,
    DueMark,
    IndexMark,
    action_mark,
    due_mark,
    index_mark,
)
from postmortems.tracking import key_of, matched, to_be_tracked
from snapshot.postmortem import ActionItem, Postmortem

PATH = "docs/postmortems/2026-11-23-orders.md"


def a_document(*texts: str, path: str = PATH) -> Postmortem:
    actions = tuple(
        ActionItem(text, line, owner="ada") for line, text in enumerate(texts, start=10)
    )
    return Postmortem(path, "Orders", actions=actions)


def numbers(document: Postmortem, *tracked: Tracked) -> list[int | None]:
    return [found.issue for found in matched([document], tracked)]


def tracked(text: str, issue: int, path: str = PATH) -> Tracked:
    return Tracked(path, key_of(text), issue)


ALERT, RUNBOOK = "Alert on the length of the queue", "Write a runbook for a full queue"


def test_moved_rows_keep_their_issues() -> None:
    standing = (tracked(ALERT, 1), tracked(RUNBOOK, 2))
    assert numbers(a_document(RUNBOOK, ALERT), *standing) == [2, 1]


@pytest.mark.parametrize(
    "reworded",
    [
        "Alert on the length of the order queue",
        "alert on length of the queue!",
        "Add an alert on the length of the queue",
    ],
)
def test_reworded_rows_keep_their_issues(reworded: str) -> None:
    assert numbers(a_document(reworded), tracked(ALERT, 1)) == [1]


def test_other_actions_are_other_issues_and_one_issue_stands_for_one() -> None:
    assert numbers(a_document("Buy larger disks"), tracked(ALERT, 1)) == [None]
    assert numbers(a_document(ALERT, ALERT), tracked(ALERT, 1)) == [1, None]


def test_a_renamed_folder_keeps_them_and_another_document_does_not() -> None:
    moved = PATH.replace("docs/", "docs/ops/")
    assert numbers(a_document(ALERT, path=moved), tracked(ALERT, 1)) == [1]
    other = a_document(ALERT, path="docs/postmortems/2026-11-24-other.md")
    assert numbers(other, tracked(ALERT, 1)) == [None]


def test_only_what_somebody_means_to_do_is_tracked() -> None:
    actions = (
        ActionItem("Do it", 1, owner="ada"),
        ActionItem("Think", 2),
        ActionItem("Tick it", 3, is_listed=True),
        ActionItem("Done", 4, owner="ada", is_done=True),
        ActionItem("Elsewhere", 5, owner="ada", issues=(7,)),
        ActionItem("Linked", 6, owner="ada", links=("https://example.com/1",)),
    )
    found = matched([Postmortem(PATH, "Orders", actions=actions)], ())
    wanted = to_be_tracked(found, frozenset({PATH}))
    assert [each.action.text for each in wanted] == ["Do it", "Tick it"]
    assert to_be_tracked(found, frozenset()) == ()


@settings(max_examples=80, deadline=None)
@given(st.text(max_size=60), st.text(min_size=1, max_size=60))
def test_whatever_it_is_called_a_mark_is_read_back(text: str, path: str) -> None:
    mark = ActionMark(path, key_of(text), None)
    assert "--" not in mark.line.removeprefix("<!--").removesuffix("-->")
    assert action_mark(f"{mark.line}\nmore") == mark


def test_words_above_a_mark_hide_it_from_nobody_and_one_below_counts_for_nothing() -> None:
    due, action = DueMark(1, date(2026, 1, 1)), ActionMark("a.md", "mend-it")
    assert due_mark(f"Hello all,\r\n\r\n{due.line}\r\nThe form:\n{action.line}") == due
    assert action_mark(f"Hello all,\n\n{action.line}\n{due.line}") == action
    assert due_mark(f"{action.line}\n{due.line}") is None


def test_marks_that_were_tampered_with_are_no_marks() -> None:
    for day in ("2026-02-31", "0001-01-01", "9999-12-31"):
        assert due_mark(f"<!-- plumbline:postmortem-due 12 due={day} -->") is None
    assert action_mark("<!-- plumbline:postmortem-action a.md b due=9999-12-31 -->") == ActionMark(
        "a.md", "b"
    )
    assert due_mark(f"quoted {DueMark(1, date(2026, 1, 1)).line}") is None
    assert action_mark("<!-- plumbline:postmortem-action -->") is None
    assert index_mark("<!-- plumbline:postmortem-index part 3 -->") == IndexMark(3)


def test_the_mark_of_the_index_keeps_former_names() -> None:
    mark = IndexMark(since=date(2026, 1, 1), formerly=("acme/shop", "acme/the--shop"))
    assert "--" not in mark.line.removeprefix("<!--").removesuffix("-->")
    assert index_mark(f"{mark.line}\nmore") == mark


@settings(max_examples=60, deadline=None)
@given(st.lists(st.sampled_from([ALERT, RUNBOOK, "Buy disks", "Test it twice"]), max_size=6))
def test_no_issue_stands_for_two_actions(texts: list[str]) -> None:
    standing = [tracked(text, n) for n, text in enumerate([ALERT, RUNBOOK, ALERT], start=1)]
    found = [each for each in numbers(a_document(*texts), *standing) if each]
    assert len(found) == len(set(found))
