"""Patches: which lines are added and removed, and where they stand."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from snapshot.changed_file import ChangedFile, PatchLine
from snapshot.diff import added_lines, hunks

PATCH = """\
@@ -1,3 +1,4 @@ def top():
 one
-two
+TWO
+two and a half
 three
@@ -10 +11,2 @@
-ten
\\ No newline at end of file
+ten
+eleven"""


def changed(patch: str | None) -> ChangedFile:
    return ChangedFile("a.py", "modified", 1, 1, patch=patch)


def test_lines_are_numbered_in_the_file_they_stand_in() -> None:
    first, second = hunks(PATCH)
    assert [(line.kind, line.number, line.text) for line in first.lines] == [
        ("context", 1, "one"),
        ("removed", 2, "two"),
        ("added", 2, "TWO"),
        ("added", 3, "two and a half"),
        ("context", 4, "three"),
    ]
    assert [(line.kind, line.number) for line in second.lines] == [
        ("removed", 10),
        ("added", 11),
        ("added", 12),
    ]


def test_added_lines_of_all_hunks_come_in_order() -> None:
    assert [line.number for line in added_lines(changed(PATCH))] == [2, 3, 11, 12]


def test_a_file_without_a_patch_adds_no_lines() -> None:
    assert added_lines(changed(None)) == ()
    assert hunks("") == ()


def test_a_line_that_looks_like_a_file_header_is_content() -> None:
    patch = "@@ -1,2 +1,2 @@\n--- old\n+++ new\n -- note"
    assert [(x.kind, x.text) for x in hunks(patch)[0].lines] == [
        ("removed", "-- old"),
        ("added", "++ new"),
        ("context", "-- note"),
    ]


def test_an_added_line_that_looks_like_a_hunk_header_is_content() -> None:
    assert added_lines(changed("@@ -0,0 +1 @@\n+@@ -1 +1 @@")) == (
        PatchLine("added", 1, "@@ -1 +1 @@"),
    )


def test_carriage_returns_at_line_ends_are_dropped_and_other_separators_kept() -> None:
    patch = "@@ -1 +1,3 @@\r\n \r\n+a\r\n+b\x0cc\u2028d"
    assert [line.text for line in hunks(patch)[0].lines] == ["", "a", "b\x0cc\u2028d"]


def test_an_empty_line_counts_as_empty_context() -> None:
    assert [x.number for x in added_lines(changed("@@ -1,2 +1,3 @@\n a\n\n+b\n"))] == [3]


def test_garbage_has_no_hunks() -> None:
    for garbage in ("Binary files differ", "@@@ -1 -1 +1 @@@\n++a", f"@@ -{'9' * 5000} +1 @@\n+a"):
        assert hunks(garbage) == ()


@given(st.text(alphabet=st.sampled_from(list("@+- \\\n\r,019a")), max_size=120))
def test_any_text_can_be_read_as_a_patch(text: str) -> None:
    for hunk in hunks("@@ -1 +1 @@\n" + text):
        assert all("\n" not in line.text for line in hunk.lines)


@given(st.lists(st.text(alphabet=st.characters(exclude_characters="\n\r"), max_size=9), min_size=1))
def test_a_new_file_is_read_back_as_it_was_written(lines: list[str]) -> None:
    patch = f"@@ -0,0 +1,{len(lines)} @@\n" + "\n".join("+" + line for line in lines)
    assert [x.text for x in added_lines(changed(patch))] == lines
