"""A merge is clean exactly when it is the one git makes by itself."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

import pygit2
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pygit2.enums import FileMode, MergeFlag

from snapshot.changed_file import ChangedFile
from snapshot.merged_files import changed_twice, is_clean

Files = Mapping[str, str]

TEXT = "".join(f"line {n}\n" for n in range(12))
VERSIONS = (
    TEXT,
    TEXT.replace("line 1\n", "one\n"),
    TEXT.replace("line 9\n", "nine"),
    TEXT.replace("line 1\n", "one\n").replace("line 9\n", "nine"),
    TEXT.replace("line 9\n", ""),
)
trees = st.dictionaries(st.sampled_from("abc"), st.sampled_from(VERSIONS))


def oid(text: str) -> str:
    return str(pygit2.hash(text.encode()))


def changes(old: Files, new: Files) -> list[ChangedFile]:
    """As a comparison lists them, without any renames."""
    found = []
    for path in sorted(old.keys() | new.keys()):
        before, after = old.get(path), new.get(path)
        if before == after:
            continue
        # The patch reads from these as long as it lives, and keeps neither of them alive.
        texts = (before or "").encode(), (after or "").encode()
        patch = pygit2.Patch.create_from(*texts).data
        shown = patch[patch.index(b"@@ ") :].decode().removesuffix("\n")
        if before is None or after is None:
            kind = "added" if before is None else "removed"
            found.append(ChangedFile(path, kind, 1, 1, None, oid(after or before or ""), shown))  # type: ignore[arg-type]
        else:
            found.append(ChangedFile(path, "modified", 1, 1, None, oid(after), shown))
    return found


def judged(was: Files, first: Files, second: Files, merge: Files) -> bool:
    twice = changed_twice(changes(was, first), changes(was, second), changes(first, merge))
    texts = {oid(text): text for files in (first, second, merge) for text in files.values()}
    return twice is not None and all(is_clean(file, texts) for file in twice)


def made_by_git(git: pygit2.Repository, was: Files, first: Files, second: Files) -> Files | None:
    index = git.merge_trees(*(tree(git, f) for f in (was, first, second)), flags=MergeFlag(0))
    if index.conflicts:
        return None
    return {entry.path: git[entry.id].data.decode() for entry in index}  # type: ignore[attr-defined]


def tree(git: pygit2.Repository, files: Files) -> pygit2.Tree:
    index = pygit2.Index()
    for path, text in files.items():
        index.add(pygit2.IndexEntry(path, git.create_blob(text.encode()), FileMode.BLOB))
    found = git[index.write_tree(git)]
    assert isinstance(found, pygit2.Tree)
    return found


@pytest.fixture(scope="module")
def git(tmp_path_factory: pytest.TempPathFactory) -> pygit2.Repository:
    return pygit2.init_repository(str(tmp_path_factory.mktemp("git")), bare=True)


@settings(max_examples=150, deadline=None)
@given(was=trees, first=trees, second=trees, other=trees)
def test_what_git_makes_is_clean_and_nothing_else(
    git: pygit2.Repository, was: Files, first: Files, second: Files, other: Files
) -> None:
    made = made_by_git(git, was, first, second)
    assert judged(was, first, second, other) == (other == made)
    if made is not None:
        assert judged(was, first, second, made)


def test_renames_are_followed_where_one_side_alone_moved_a_file() -> None:
    moved = [
        ChangedFile("b", "renamed", 0, 0, "a", "1"),
        ChangedFile("a", "renamed", 0, 0, "b", "2"),
    ]
    assert changed_twice([], moved, moved) == ()
    assert changed_twice(moved, [], []) == ()
    assert changed_twice([], moved, moved[:1]) is None
    assert changed_twice([], moved, [replace(moved[0], blob_oid="3"), moved[1]]) is None


def test_an_edit_of_one_side_follows_the_rename_of_the_other() -> None:
    edited = changes({"a": TEXT}, {"a": VERSIONS[1]})
    moved = [ChangedFile("b", "renamed", 0, 0, "a", oid(TEXT))]
    taken_along = changes({"b": TEXT}, {"b": VERSIONS[1]})
    texts = {oid(text): text for text in VERSIONS}
    for made, expected in ((taken_along, True), ([], False)):
        twice = changed_twice(moved, edited, made)
        assert twice is not None
        assert [is_clean(file, texts) for file in twice] == [expected]
    assert changed_twice(moved, [ChangedFile("a", "removed", 0, 1)], []) is None
    assert changed_twice(moved, edited, [ChangedFile("a", "added", 1, 0, None, "3")]) is None


def test_what_is_not_known_is_not_clean() -> None:
    nameless = [ChangedFile("a", "added", 1, 0)]
    assert changed_twice([], nameless, nameless) is None
    was, first, second = {"a": TEXT}, {"a": VERSIONS[1]}, {"a": VERSIONS[2]}
    lists = changes(was, first), changes(was, second), changes(first, {"a": VERSIONS[3]})
    twice = changed_twice(*lists)
    assert twice is not None
    assert not is_clean(twice[0], {})
    assert changed_twice([replace(lists[0][0], patch=None)], *lists[1:]) is None
