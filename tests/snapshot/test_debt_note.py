from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from snapshot.debt_note import (
    LONGEST_PATH,
    MOST_OWNERS,
    MOST_PATHS,
    DebtNote,
    debt_block,
    read_debt_note,
)


def test_assignee_and_milestone_answer_for_an_issue_that_says_nothing():
    note = read_debt_note("Slow.", assignees=("sam",), due=date(2026, 12, 1))
    assert note == DebtNote(("sam",), date(2026, 12, 1))


@pytest.mark.parametrize(
    "line",
    [
        "Payback: 2026-12-01",
        "payback by: 1 December 2026",
        "**Payback:** 2026-12-01",
        "- [ ] Pay back: 2026-12-01 at the latest",
        "Due: 2026-12-01\r",
        "Payback date: December 1, 2026",
    ],
)
def test_a_line_of_the_text_names_the_day_and_goes_before_the_milestone(line):
    note = read_debt_note(f"Words.\n\n{line}\n", due=date(2027, 1, 1))
    assert note.payback == date(2026, 12, 1)


@pytest.mark.parametrize(
    "line", ["Payback: <date>", "Payback:", "Due: 1999-12-31", "We will payback: 2026-12-01"]
)
def test_a_field_that_nobody_filled_in_is_no_date(line):
    assert read_debt_note(line).payback is None


def test_owners_are_the_assignees_and_then_those_the_text_names_once():
    note = read_debt_note("Owner: @Sam and @acme/payments, see a@b.example", assignees=("sam",))
    assert note.owners == ("sam", "acme/payments")


def test_a_block_in_the_middle_of_a_line_is_a_quotation_and_not_read():
    assert read_debt_note("`<!-- plumbline:debt pr=3 path=a -->`") == DebtNote()


@settings(max_examples=60)
@given(
    st.lists(
        st.text(st.characters(exclude_categories=("Cs",)), min_size=1, max_size=LONGEST_PATH),
        unique=True,
    ),
    st.integers(0, 999_999),
)
def test_what_a_block_says_is_read_back_from_it(paths, source):
    block = debt_block(paths, source)
    note = read_debt_note(f"First.\n\n{block}\r\nLast.")
    assert note.paths == tuple(paths[:MOST_PATHS])
    assert note.source == source
    assert "\n" not in block
    assert "--" not in block.removeprefix("<!--").removesuffix("-->")


def test_of_very_long_paths_and_very_many_owners_nothing_is_read():
    block = debt_block(("a.py", "b.py"), 3)
    assert read_debt_note(block.replace("b.py", "c" * 60_000)).paths == ("a.py",)
    assert debt_block(("a" * (LONGEST_PATH + 1), "b.py"), 3) == debt_block(("b.py",), 3)
    owners = " ".join(f"@someone-{n}" for n in range(4_000))
    assert len(read_debt_note(f"Owner: {owners}").owners) == MOST_OWNERS


@settings(max_examples=60)
@given(st.text())
def test_no_text_is_refused(body):
    assert read_debt_note(body).source >= 0
