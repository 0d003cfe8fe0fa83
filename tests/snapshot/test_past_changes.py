"""What was changed lately, and which files are searched."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pygit2
import pytest

from snapshot.git.past_changes import past_changes
from snapshot.git.work_files import LARGEST_FILE, work_files
from tests.snapshot.clones import ANN, Clone

LONG_AGO = datetime(2000, 1, 1, tzinfo=UTC)


@pytest.fixture
def clone(tmp_path: Path) -> Clone:
    return Clone(tmp_path / "shop")


def tip(clone: Clone) -> pygit2.Commit:
    return clone.git.head.peel(pygit2.Commit)


def test_changes_come_newest_first_with_their_files_and_new_names(clone: Clone) -> None:
    text = "".join(f"line {n}\n" for n in range(30))
    clone.commit({"a.py": text}, "Begin")
    clone.commit({"a.py": None, "b.py": text}, "Rename it")
    renamed, begun = past_changes(clone.git, tip(clone), LONG_AGO, 100)
    assert (renamed.title, renamed.paths, renamed.renames) == (
        "Rename it",
        ("b.py",),
        (("a.py", "b.py"),),
    )
    assert (begun.title, begun.paths, begun.at) == (
        "Begin",
        ("a.py",),
        datetime.fromtimestamp(ANN.time, UTC),
    )
    assert list(past_changes(clone.git, tip(clone), datetime.now(UTC), 100)) == []


def test_a_merged_pull_request_is_one_change_and_a_sweeping_merge_its_commits(
    clone: Clone,
) -> None:
    base = clone.commit({"a.py": "a\n"}, "Begin")
    main = clone.commit({"m.py": "m\n"}, "Go on")
    clone.git.reset(base, pygit2.enums.ResetMode.HARD)
    clone.commit({"b.py": "b\n"}, "One")
    side = clone.commit({"c.py": "c\n"}, "Two")
    index = clone.git.merge_commits(main, side)
    tree = index.write_tree(clone.git)
    message = "Merge pull request #7 from ann/fix-it\n\nFix the cart\n"
    clone.git.reset(main, pygit2.enums.ResetMode.HARD)
    clone.git.create_commit("HEAD", ANN, ANN, message, tree, [main, side])
    merged = next(iter(past_changes(clone.git, tip(clone), LONG_AGO, 2)))
    assert (merged.title, merged.branch, merged.paths) == (
        "Fix the cart",
        "fix-it",
        ("b.py", "c.py"),
    )
    titles = [change.title for change in past_changes(clone.git, tip(clone), LONG_AGO, 1)]
    assert titles == ["Two", "One", "Go on", "Begin"]


def test_only_files_that_people_write_code_in_are_searched(clone: Clone) -> None:
    clone.commit(
        {
            "src/a.py": "a\n",
            "src/picture.bmp": b"\0\0",
            "src/huge.py": "x" * (LARGEST_FILE + 1),
            "node_modules/b.js": "b\n",
            "README.md": "words\n",
        }
    )
    files = work_files(clone.git, tip(clone), lambda _: True)
    assert [path for path, content in files.contents() if content is not None] == ["src/a.py"]
    out = files.left_out
    assert (out.generated, out.prose, out.large, out.binary, out.submodules) == (1, 1, 1, 1, 0)
