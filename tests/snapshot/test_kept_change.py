"""Whether a change is still the one that was seen, once the base has moved."""

from __future__ import annotations

from dataclasses import replace
from hashlib import sha1

import pygit2
import pytest

from snapshot.changed_file import ChangedFile, ChangeKind
from snapshot.kept_change import is_clean_result, likeness

TEXT = "".join(f"line {n}\n" for n in range(40))
MINE = TEXT.replace("line 30\n", "thirty\nand more\n")
BASE = TEXT.replace("line 2\n", "two\nand a half\n")
BOTH = BASE.replace("line 30\n", "thirty\nand more\n")


def change(
    old: str, new: str, kind: ChangeKind = "modified", was: str | None = None
) -> ChangedFile:
    # The patch reads from these as long as it lives, and keeps neither of them alive.
    before, after = old.encode(), new.encode()
    made = pygit2.Patch.create_from(before, after)
    whole = made.data.decode()
    patch = whole[whole.index("@@ ") :].removesuffix("\n") if "@@ " in whole else None
    _, added, removed = made.line_stats
    oid = sha1(new.encode(), usedforsecurity=False).hexdigest()
    return ChangedFile("a.py", kind, added, removed, was, oid, patch)


SEEN = change(TEXT, MINE)


def test_a_change_carried_over_to_a_base_that_moved_is_alike_and_the_clean_result() -> None:
    now = change(BASE, BOTH)
    assert likeness(SEEN, now) == "alike"
    assert is_clean_result(SEEN, now, MINE, BOTH)


def test_a_change_of_which_the_base_has_taken_a_part_is_what_is_left_of_it() -> None:
    mine = MINE.replace("line 2\n", "two\nand a half\n")
    seen, now = change(TEXT, mine), change(BASE, mine)
    assert likeness(seen, now) == "part"
    assert is_clean_result(seen, now, mine, mine)


def test_the_same_lines_in_another_place_are_another_change() -> None:
    text = "if a:\n    allow()\n" + TEXT + "if b:\n    log()\n" + TEXT
    here = text.replace("    log()\n", "    log()\n    grant()\n")
    there = text.replace("    allow()\n", "    allow()\n    grant()\n")
    seen, now = change(text, here), change(text, there)
    assert likeness(seen, now) == "alike"
    assert not is_clean_result(seen, now, here, there)
    base = text.replace("line 20\n", "twenty\n")
    moved = there.replace("line 20\n", "twenty\n")
    assert not is_clean_result(seen, change(base, moved), here, moved)


def test_taking_the_bases_work_back_shows_lines_that_nobody_saw() -> None:
    assert likeness(SEEN, change(BASE, MINE)) == "other"
    assert not is_clean_result(SEEN, change(BASE, MINE), MINE, MINE)


@pytest.mark.parametrize(
    "now",
    [
        change(TEXT, MINE.replace("and more", "and less")),
        change(TEXT, MINE.replace("line 5\n", "")),
        replace(SEEN, path="b.py"),
        replace(SEEN, kind="added"),
        replace(SEEN, kind="renamed", previous_path="b.py"),
        replace(SEEN, blob_oid=None),
        replace(SEEN, patch=None, additions=3),
        replace(SEEN, patch=None, blob_oid="other"),
        change("", TEXT, "added"),
    ],
)
def test_other_lines_paths_or_kinds_are_another_change(now: ChangedFile) -> None:
    assert likeness(SEEN, now) == "other"


def test_the_same_content_with_the_same_patch_is_the_same() -> None:
    assert likeness(SEEN, replace(SEEN)) == "same"
    assert likeness(SEEN, replace(SEEN, patch=None)) == "same"


def test_without_a_patch_only_the_same_content_is_the_same() -> None:
    binary = ChangedFile("a.png", "modified", 0, 0, None, "one")
    assert likeness(binary, binary) == "same"
    assert likeness(binary, replace(binary, blob_oid="two")) == "other"


def test_a_file_that_is_only_renamed_may_be_so_with_another_content() -> None:
    moved = ChangedFile("b.py", "renamed", 0, 0, "a.py", "one")
    assert likeness(moved, replace(moved, blob_oid="two")) == "renamed"
    assert likeness(moved, replace(moved, blob_oid="two", previous_path="c.py")) == "other"
    assert likeness(moved, replace(moved, blob_oid="two", additions=1, patch="@@")) == "other"


@pytest.mark.parametrize("broken", ["@@ -1 +1 @@\n-a\n+b", "no patch"])
def test_a_patch_that_is_not_whole_proves_nothing(broken: str) -> None:
    now = change(BASE, BOTH)
    assert not is_clean_result(SEEN, replace(now, patch=broken), MINE, BOTH)
    assert not is_clean_result(replace(SEEN, patch=broken), now, MINE, BOTH)
    assert not is_clean_result(SEEN, replace(now, additions=now.additions + 1), MINE, BOTH)
    assert not is_clean_result(SEEN, now, BOTH, BOTH)


def test_line_ends_and_a_missing_one_at_the_end_are_content() -> None:
    crlf, both = MINE.replace("\n", "\r\n"), BOTH.replace("\n", "\r\n")
    base, text = BASE.replace("\n", "\r\n"), TEXT.replace("\n", "\r\n")
    assert is_clean_result(change(text, crlf), change(base, both), crlf, both)
    assert not is_clean_result(change(TEXT, MINE), change(base, both), MINE, both)
    cut = BOTH.removesuffix("\n")
    assert not is_clean_result(SEEN, change(BASE, cut), MINE, cut)
