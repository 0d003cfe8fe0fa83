"""The parts pages are made of: moments in words, rows of a diff, Markdown in GitHub's dialect."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from sandbox.check_runs import Annotation
from sandbox.page.checklist import turned_over
from sandbox.page.diff_rows import Remark, elsewhere, rows
from sandbox.page.markdown import render
from sandbox.page.references import References
from sandbox.page.times import ago
from tests.sandbox.page_story import shop, small_world

NOW = datetime(2026, 11, 23, 12, tzinfo=UTC)
PATCH = "@@ -1,3 +1,3 @@ def first():\n a\n-b\n+c\n d\n\\ No newline at end of file"


@pytest.mark.parametrize(
    ("passed", "words"),
    [
        (timedelta(seconds=59), "just now"),
        (timedelta(hours=-2), "just now"),
        (timedelta(seconds=60), "1 minute ago"),
        (timedelta(hours=23, minutes=59), "23 hours ago"),
        (timedelta(days=1), "1 day ago"),
        (timedelta(days=45), "1 month ago"),
        (timedelta(days=800), "2 years ago"),
    ],
)
def test_a_moment_is_said_in_its_largest_unit(passed: timedelta, words: str) -> None:
    assert ago(NOW - passed, NOW) == words


def test_rows_carry_the_numbers_of_both_sides() -> None:
    shown = [(row.kind, row.old, row.new, row.text) for row in rows(PATCH, ())]
    assert shown == [
        ("hunk", None, None, "@@ -1,3 +1,3 @@ def first():"),
        ("context", 1, 1, "a"),
        ("removed", 2, None, "b"),
        ("added", None, 2, "c"),
        ("context", 3, 3, "d"),
        ("note", None, None, "No newline at end of file"),
    ]


def test_a_remark_stands_on_the_new_side_of_its_last_line() -> None:
    on_two = Remark("check", Annotation("a.py", 1, 2, "warning", "m"))
    far_off = Remark("check", Annotation("a.py", 9, 9, "warning", "m"))
    shown = rows(PATCH, (on_two, far_off))
    assert [row.text for row in shown if row.remarks] == ["c"]
    assert elsewhere(shown, (on_two, far_off)) == (far_off,)


@pytest.mark.parametrize(
    ("source", "part"),
    [
        ("one\ntwo", "one<br>\ntwo"),
        ("~~old~~", "<s>old</s>"),
        ("| a |\n| --: |\n| `x` |", '<td align="right"><code>x</code></td>'),
        ("> [!WARNING]\n> Careful", '<blockquote class="alert-warning">'),
        ("> [!WARNING] Careful", "<blockquote>"),
        ("<details><summary>More</summary>\n\n*x*\n</details>", "<summary>More</summary>"),
        ("before<!-- hidden -->after", "beforeafter"),
        ("https://example.com/a.", '<a href="https://example.com/a"'),
        ("<input type=text value=x>", 'type="checkbox"'),
        ('<p class="alert-title">x</p>', "<p>x</p>"),
        (None, ""),
    ],
)
def test_markdown_reads_as_on_github(source: str | None, part: str) -> None:
    world = small_world()
    assert part in render(source, References(world, shop(world)))


def test_a_line_break_in_a_file_or_check_is_no_line_break_on_the_page() -> None:
    world = small_world()
    assert "<br>" not in render("one\ntwo", References(world, shop(world)), breaks=False)


CHECKLIST = "Text [ ] no\n\n- [ ] one\n  1. [X] two `x`\n\n```\n- [ ] code\n```\n* [ ] three [ ]\n"


@pytest.mark.parametrize(
    ("number", "line"), [(0, "- [x] one"), (1, "  1. [ ] two `x`"), (2, "* [x] three [ ]")]
)
def test_a_checkbox_is_turned_over_by_its_number(number: int, line: str) -> None:
    changed = turned_over(CHECKLIST, number).split("\n")
    assert line in changed
    assert len(set(changed) - set(CHECKLIST.split("\n"))) == 1


def test_a_checkbox_that_is_not_there_cannot_be_turned_over() -> None:
    with pytest.raises(IndexError):
        turned_over(CHECKLIST, 3)
