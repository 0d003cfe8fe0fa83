"""What earlier sprints came to is read again as it was written, whatever people did to the line."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from rituals.parts.refactor_sprint.history import MOST_SPRINTS, Sprint, history_line, read_history

NUMBERS = st.integers(0, 999_999)


@st.composite
def sprints(draw: st.DrawFn) -> Sprint:
    identity = draw(
        st.from_regex(r"[0-9]{4}-(W[0-9]{2}|[0-9]{2}|[0-9]{2}-[0-9]{2})", fullmatch=True)
    )
    planned, merged = draw(NUMBERS), draw(NUMBERS)
    done, share = draw(st.integers(0, planned)), draw(st.integers(0, merged))
    return Sprint(identity, planned, done, merged, share)


@settings(deadline=None, max_examples=60)
@given(st.lists(sprints(), max_size=20))
def test_what_is_written_is_read_again_the_newest_twelve(found: list[Sprint]) -> None:
    line = history_line(found)
    assert read_history(f"marker\n{line}\ntext") == tuple(found[-MOST_SPRINTS:])


def test_without_sprints_there_is_no_line() -> None:
    assert history_line(()) == ""
    assert read_history("no line") == ()


def test_what_cannot_be_is_passed_over_and_shares_stay_shares() -> None:
    line = "<!-- plumbline:sprints 2026-W01=1/9/4/9 2026=1/1/1/1 x -1/2 2026-W02=a/1/1/1 -->"
    (sprint,) = read_history(line)
    assert (sprint.done, sprint.foundational, sprint.percent) == (1, 4, 100)


def test_a_line_in_the_midst_of_text_is_no_line_of_ours() -> None:
    assert read_history("`<!-- plumbline:sprints 2026-W01=1/1/1/1 -->`") == ()


@settings(deadline=None, max_examples=60)
@given(st.text(max_size=200))
def test_any_text_is_read_without_an_error(text: str) -> None:
    assert len(read_history(f"<!-- plumbline:sprints {text} -->")) <= MOST_SPRINTS
