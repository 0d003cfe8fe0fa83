"""Held is what somebody can show: notes, ticked steps, or an issue that was closed as done."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from rituals.engine.evidence import evidence
from rituals.engine.facts import OwnIssue
from rituals.engine.nothing_asked import nothing_asked
from rituals.engine.registry import all_rituals
from snapshot.conversation import Comment
from tests.rituals.ledger import DRILL, weekly

EXPECTED = Path(__file__).parent / "expected"
AT = datetime(2026, 11, 23, 9, tzinfo=UTC)
ISSUE = OwnIssue(7, "Drill 2026-W48", "- [ ] Talk\n- [ ] Decide\n- [ ] Buy milk", is_open=True)


def shown(issue: OwnIssue, held_by: str = "any") -> str | None:
    return evidence(issue, weekly(held_by=held_by), DRILL)


def with_comment(text: str, *, is_own: bool = False, may_steer: bool = True) -> OwnIssue:
    return replace(
        ISSUE, comments=(Comment("c", "ada", text, AT, is_own=is_own, may_steer=may_steer),)
    )


def test_an_issue_as_it_opened_shows_nothing() -> None:
    assert shown(ISSUE) is None


def test_the_steps_ticked_show_it_though_what_was_agreed_is_still_open() -> None:
    ticked = replace(ISSUE, body="- [x] Talk\n- [X] Decide\n- [ ] Buy milk")
    assert shown(ticked) == shown(ticked, "checklist") == "checklist"
    assert shown(replace(ISSUE, body="- [x] Talk\n- [ ] Decide")) is None
    assert shown(ticked, "notes") is None


def test_where_none_of_the_steps_is_left_every_item_has_to_be_ticked() -> None:
    assert shown(replace(ISSUE, body="- [x] Mine\n- [x] Yours")) == "checklist"
    assert shown(replace(ISSUE, body="- [x] Mine\n- [ ] Yours")) is None
    assert shown(replace(ISSUE, body="No list at all")) is None


def test_closed_as_completed_shows_it_and_as_not_planned_does_not() -> None:
    closed = replace(ISSUE, is_open=False, is_completed=True)
    assert shown(closed) == shown(closed, "closed") == "closed"
    assert shown(closed, "checklist") is None
    assert shown(replace(ISSUE, is_open=False)) is None


@pytest.mark.parametrize(
    "line",
    [
        *("Notes: https://wiki.example/2026-11-23", "**Notes:** [here](docs/notes.md)"),
        *("- [x] Notes: #12", "Meeting notes: acme/wiki#7", "minutes: docs/minutes/2026.md"),
        "[Notes](https://wiki.example/a)",
    ],
)
def test_a_line_with_notes_in_the_issue_or_a_comment_shows_it(line: str) -> None:
    assert shown(replace(ISSUE, body=f"{ISSUE.body}\n\n{line}\n")) == "notes"
    assert shown(with_comment(f"Thanks all!\n\n{line}")) == "notes"


def test_a_comment_may_link_notes_anywhere_in_a_line() -> None:
    assert shown(with_comment("I put the notes at https://wiki.example/x")) == "notes"
    assert shown(with_comment("https://wiki.example/x has our minutes")) == "notes"


@pytest.mark.parametrize(
    "text",
    [
        *("Notes:", "Notes: to follow", "See https://wiki.example", "`Notes: https://a.example/b`"),
        "Notes:\n\nhttps://wiki.example/later",
    ],
)
def test_what_links_no_notes_shows_nothing(text: str) -> None:
    assert shown(replace(ISSUE, body=f"{ISSUE.body}\n\n{text}\n")) is None
    assert shown(with_comment(text)) is None


def test_our_own_comments_and_those_of_strangers_show_nothing() -> None:
    assert shown(with_comment("Notes: https://wiki.example/x", is_own=True)) is None
    assert shown(with_comment("Notes: https://wiki.example/x", may_steer=False)) is None


@pytest.mark.parametrize("path", sorted(EXPECTED.glob("*.md")), ids=lambda path: path.stem)
def test_no_issue_shows_that_it_was_held_as_it_opens(path: Path) -> None:
    name = path.name.split(".")[0]
    ritual = next((ritual for ritual in all_rituals() if ritual.name == name), DRILL)
    fresh = replace(ISSUE, body=path.read_text())
    has_work = "- [ ]" in fresh.body
    assert evidence(fresh, weekly(), ritual) == (None if has_work else "nothing asked")


def test_an_issue_that_asks_for_nothing_needs_no_proof_until_somebody_gives_it_a_task() -> None:
    empty = replace(ISSUE, body=f"Hello.\n\n{nothing_asked('Nothing is blocked')}\n")
    assert shown(empty) == shown(empty, "notes") == shown(empty, "checklist") == "nothing asked"
    assert shown(replace(empty, body=f"{empty.body}\n- [ ] Look again")) is None
    assert shown(replace(ISSUE, body="Nothing is blocked: this issue can be closed.")) is None
    assert shown(replace(ISSUE, body="`<!-- plumbline:nothing-asked -->`")) is None


def test_where_the_list_is_the_work_one_item_that_is_done_shows_it() -> None:
    work = replace(DRILL, list_is_work=True)
    mended = replace(ISSUE, body="- [ ] Talk\n- [ ] Decide\n- [x] Mend the till\n- [ ] Mend more")
    assert evidence(mended, weekly(), work) == "checklist"
    assert evidence(mended, weekly(), DRILL) is None
    assert evidence(ISSUE, weekly(), work) is None
    assert evidence(replace(ISSUE, body="- [x] Talk\n- [ ] Decide"), weekly(), work) is None
