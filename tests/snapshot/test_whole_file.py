"""Whole files, with comments and code told apart."""

from __future__ import annotations

import re

from snapshot.whole_file import read_roughly, read_whole

TODO = re.compile("TODO")

SCRIPT = '''x = 1
"""
# TODO: in a string, and so no comment
"""
url = "# TODO neither"  # TODO: this one
y = 2
'''


def said(path: str, text: str) -> dict[int, str]:
    return {line.number: line.comment for line in read_whole(path, text, TODO) if line.comment}


def test_comments_are_told_from_strings_however_far_away_these_begin() -> None:
    filler = "".join(f"    line {n} of a long text\n" for n in range(2_000))
    text = f'text = """\n{filler}# TODO: no comment\n"""\n# TODO: a comment\n'
    assert said("a.py", SCRIPT) == {5: "# TODO: this one"}
    assert said("a.py", text) == {2_004: "# TODO: a comment"}


def test_a_file_is_read_a_little_beyond_the_last_line_that_is_wanted() -> None:
    text = "# TODO: first\n" + "# more\n" * 10
    assert max(said("a.py", text)) == 4
    assert read_whole("a.py", "# nothing\n", TODO) == ()


def test_code_within_markup_is_read_by_its_own_rules() -> None:
    page = "<template>\n<p>// TODO no</p>\n</template>\n<script>\n// TODO: yes\n</script>\n"
    assert said("a.vue", page) == {5: "// TODO: yes"}


def test_prose_is_not_read_and_an_unknown_language_by_the_beginnings_of_its_lines() -> None:
    assert read_whole("a.md", "# TODO: a heading\n", TODO) == ()
    assert said("a.unheard-of", "// TODO: yes\nx = 'TODO no'\n") == {1: "// TODO: yes"}
    assert [line.is_read for line in read_roughly("a.py", "# TODO: yes\n", TODO)] == [False, False]


def test_line_numbers_hold_with_windows_line_ends_and_very_long_lines() -> None:
    text = f"x = '{'a ' * 5_000}'\r\n// TODO: yes\r\n"
    assert said("a.js", text) == {2: "// TODO: yes"}
