"""One line of CODEOWNERS, and what is said of a line that GitHub skips."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from snapshot.owner_lines import Owner, UnclearLine, read_line


@pytest.mark.parametrize("line", ["", "   ", "\t", "# all", "  # all", "#", "\r"])
def test_an_empty_line_or_a_comment_says_nothing(line: str) -> None:
    assert read_line(line) is None


def test_the_pattern_is_kept_as_it_is_written() -> None:
    line = read_line("  /my\\ docs/*.md\t@ada  ops@acme.example # both")
    assert line is not None
    assert line.pattern == "/my\\ docs/*.md"
    assert line.owners == (Owner("user", "ada"), Owner("email", "ops@acme.example"))
    assert [owner.written for owner in line.owners] == ["@ada", "ops@acme.example"]


@pytest.mark.parametrize(
    ("line", "column", "text", "reason"),
    [
        ("*.txt docs@", 7, "docs@", "Not an owner: write"),
        ("*.txt @", 7, "@", "Not an owner: write"),
        ("*.txt @a/b/c", 7, "@a/b/c", "Not an owner: write"),
        ("*.txt @a/", 7, "@a/", "Not an owner: write"),
        ("*.txt @@a", 7, "@@a", "Not an owner: write"),
        ("*.txt a@b", 7, "a@b", "Not an owner: write"),
        ("* user", 3, "user", "write `@user`"),
        ("* acme/api", 3, "acme/api", "write `@acme/api`"),
        ("*\t@ok\tuser # x", 7, "user", "write `@user`"),
        ("* @a, @b", 3, "@a,", "separated by spaces; write `@a`"),
        ("* a@b.org;", 3, "a@b.org;", "separated by spaces; write `a@b.org`"),
        ("  !x @a", 3, "!x", "does not negate"),
        ("x[0-9] @a", 1, "x[0-9]", "ranges"),
        ("\\#x @a", 1, "\\#x", "does not escape"),
        ("[Docs] @a", 1, "[Docs]", "Sections"),
    ],
)
def test_what_is_wrong_is_pointed_at_and_said(
    line: str, column: int, text: str, reason: str
) -> None:
    with pytest.raises(UnclearLine) as unclear:
        read_line(line)
    assert (unclear.value.column, unclear.value.text) == (column, text)
    assert reason in unclear.value.reason


@given(st.text(alphabet=st.sampled_from(list("ab*/\\#!@[]. \t\r,é\u00a0")), max_size=40))
def test_any_line_is_read_or_pointed_into(line: str) -> None:
    said = None
    try:
        read_line(line)
    except UnclearLine as unclear:
        said = unclear
    assert said is None or line[said.column - 1 :].startswith(said.text)
