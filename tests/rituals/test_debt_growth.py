"""Debt markers are counted in comments, added minus removed."""

from __future__ import annotations

from rituals.engine.debt_growth import Growth, debt_growth
from snapshot.changed_file import ChangedFile

MARKERS = ("TODO", "FIXME")


def changed(path: str, patch: str | None, previous: str | None = None) -> ChangedFile:
    return ChangedFile(path, "renamed" if previous else "modified", 0, 0, previous, None, patch)


def test_added_comment_lines_count_up_and_removed_ones_down() -> None:
    patch = (
        "@@ -1,4 +1,5 @@\n import os\n-# TODO remove this\n-# FIXME and this\n"
        "+# TODO split it\n+# a plain comment\n+x = 1  # FIXME rounding\n+# TODO cache\n y = 2"
    )
    assert debt_growth([changed("a.py", patch)], MARKERS) == (Growth("a.py", 3, 2),)


def test_strings_words_in_words_and_other_spellings_do_not_count() -> None:
    patch = '@@ -0,0 +1,4 @@\n+s = "TODO in a string"\n+# TODOLIST\n+# todo\n+# METODO'
    assert debt_growth([changed("a.py", patch)], MARKERS) == ()


def test_a_line_that_only_moved_counts_on_both_sides() -> None:
    patch = "@@ -1,3 +1,3 @@\n-# TODO split it\n x = 1\n+# TODO split it\n y = 2"
    (growth,) = debt_growth([changed("a.py", patch)], MARKERS)
    assert (growth.added, growth.removed, growth.net) == (1, 1, 0)


def test_a_removed_file_takes_its_markers_with_it() -> None:
    file = ChangedFile("old.py", "removed", 0, 1, None, None, "@@ -1 +0,0 @@\n-# TODO gone")
    assert debt_growth([file], MARKERS) == (Growth("old.py", 0, 1),)


def test_the_greatest_growth_comes_first_and_equals_stand_in_the_order_of_their_paths() -> None:
    one, two = "@@ -0,0 +1 @@\n+# TODO", "@@ -0,0 +1,2 @@\n+# TODO\n+# TODO"
    files = [changed("b.py", one), changed("c.py", two), changed("a.py", one)]
    assert [growth.path for growth in debt_growth(files, MARKERS)] == ["c.py", "a.py", "b.py"]


def test_files_without_a_patch_and_generated_ones_are_left_out() -> None:
    patch = "@@ -0,0 +1 @@\n+// TODO"
    files = [changed("big.js", None), changed("node_modules/left-pad/index.js", patch)]
    assert debt_growth(files, MARKERS) == ()


def test_a_renamed_file_is_counted_under_its_new_path() -> None:
    patch = "@@ -1 +1 @@\n-# TODO once\n+// TODO now"
    assert debt_growth([changed("a.js", patch, "a.py")], MARKERS) == (Growth("a.js", 1, 1),)
