"""One commit of a real clone: files, records, and what was merged up to it."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pygit2
import pytest
from pygit2.enums import FileMode

from snapshot.checkout import CheckoutError, open_commit
from snapshot.git.merges import changed_paths, first_parents, merged_pull_requests
from snapshot.record_family import ADR, RecordFamily
from tests.snapshot.clones import Clone

RECORD = "# 1. First\n\n## Status\n\nRatified\n"


@pytest.fixture
def clone(tmp_path: Path) -> Clone:
    made = Clone(tmp_path / "shop")
    made.commit({"docs/adr/0001-first.md": RECORD, "docs/adr/README.md": "# All\n", "a.py": "a\n"})
    return made


def test_records_are_read_with_the_words_of_their_family(clone: Clone) -> None:
    ratifying = RecordFamily(folders=("docs/adr", "gone"), statuses=(("ratified", "accepted"),))
    read = open_commit(clone.path).records([ratifying])
    assert (read.folders, read.absent) == (("docs/adr",), ("gone",))
    assert [(f.path, f.record and f.record.status) for f in read.files] == [
        ("docs/adr/0001-first.md", "accepted"),
        ("docs/adr/README.md", None),
    ]
    assert (read.branch, read.url, read.repository.full_name) == ("main", "", "shop")


def test_other_folders_than_those_of_the_families_can_be_read(clone: Clone) -> None:
    read = open_commit(clone.path).records([ADR], ["docs", "a.py"])
    assert (read.folders, read.absent, len(read.files)) == (("docs",), ("a.py",), 2)
    assert len(open_commit(clone.path).records([ADR], ["."]).files) == 3


def test_links_and_submodules_are_not_followed(clone: Clone) -> None:
    index = clone.git.index
    link = clone.git.create_blob(b"0001-first.md")
    index.add(pygit2.IndexEntry("docs/adr/0002-link.md", link, FileMode.LINK))
    index.add(pygit2.IndexEntry("docs/adr/sub", pygit2.Oid(hex="1" * 40), FileMode.COMMIT))
    index.add(pygit2.IndexEntry("adr", clone.git.create_blob(b"docs/adr"), FileMode.LINK))
    index.write()
    clone.commit({"b.py": "b\n"})
    read = open_commit(clone.path).records([ADR])
    assert read.folders == ("docs/adr",)
    assert "adr" in read.absent
    assert [(f.path, f.record is None) for f in read.files][1] == ("docs/adr/0002-link.md", True)
    assert "docs/adr/sub" not in [f.path for f in read.files]


def test_the_address_on_the_web_is_that_of_the_remote(clone: Clone) -> None:
    clone.git.remotes.create("origin", "ssh://git@ssh.github.com:443/acme/shop.git")
    read = open_commit(clone.path).records([ADR])
    assert (read.url, read.repository.owner) == ("https://github.com/acme/shop", "acme")
    clone.git.remotes.set_url("origin", "work:acme/shop.git")
    assert open_commit(clone.path).records([ADR]).url == ""


def test_what_a_partial_clone_lacks_is_said(clone: Clone, tmp_path: Path) -> None:
    clone.git.config["uploadpack.allowFilter"] = "true"
    subprocess.run(
        ["git", "clone", "-q", "--filter=blob:none", "--bare", clone.path.as_uri(), "partial"],
        cwd=tmp_path,
        check=True,
    )
    commit = open_commit(tmp_path / "partial")
    assert "a.py" in commit.paths()
    with pytest.raises(CheckoutError, match="--refetch"):
        commit.text("a.py")
    with pytest.raises(CheckoutError, match="--refetch"):
        commit.records([ADR])


def test_merged_pull_requests_are_told_by_their_commits(clone: Clone) -> None:
    clone.commit({"a.py": "aa\n"}, "Squash it (#7)\n\nAs ADR-1 says.")
    fork = str(clone.git.head.target)
    clone.branch("feature")
    clone.commit({"b.py": "b\n"}, "Begin\n\nSee ADR-2.")
    tip = clone.commit({"c.py": "c\n"}, "Finish")
    clone.git.checkout("refs/heads/main")
    tree = clone.git[tip].tree.id
    message = "Merge pull request #8 from acme/feature\n\nA feature"
    who = clone.git[tip].author
    clone.git.create_commit("refs/heads/main", who, who, message, tree, [fork, tip])
    clone.git.checkout("refs/heads/main")
    commit = open_commit(clone.path)
    history = list(merged_pull_requests(commit.git, commit.commit))
    merge, squashed, first = history
    assert first is None
    assert merge is not None
    assert squashed is not None
    assert (merge.number, merge.branch, squashed.number) == (8, "feature", 7)
    assert [text.strip() for text in merge.texts] == ["A feature", "Finish", "Begin\n\nSee ADR-2."]
    assert changed_paths(commit.git, merge.merge) == ("b.py", "c.py")
    assert first_parents(commit.git, commit.commit) == len(history)
