"""A branch of a real clone, read as a pull request."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pygit2
import pytest

from snapshot.changed_file import ChangedFile
from snapshot.checkout import CheckoutError, read_checkout, read_text
from snapshot.diff import added_lines
from snapshot.facts import Snapshot
from snapshot.record_family import RecordFamily
from tests.snapshot.clones import ANN, Clone


@pytest.fixture
def clone(tmp_path: Path) -> Clone:
    """main has a few files; the branch `work` is checked out."""
    clone = Clone(tmp_path / "shop")
    clone.commit(
        {
            "src/a.py": "one\ntwo\nthree\n",
            "src/old.py": "".join(f"line {n}\n" for n in range(30)),
            "docs/adr/0001-first.md": "# 1. First\n",
            "docs/adr/sub/0002-second.md": "# 2. Second\n",
            "docs/adr/README.md": "words",
            "docs/adr/picture.png": b"\x89PNG\0\0",
            "docs/CODEOWNERS": "* @late\n",
            ".github/CODEOWNERS": "* @ann\n",
        },
        "Begin",
    )
    clone.branch("work")
    return clone


def files(snapshot: Snapshot) -> dict[str, ChangedFile]:
    return {file.path: file for file in snapshot.pull_request.files}


def test_a_branch_reads_as_a_pull_request(clone: Clone) -> None:
    base = str(clone.git.head.target)
    head = clone.commit({"src/a.py": "one\nTWO\nthree\n"}, "Shout\n\nBecause.")
    snapshot = read_checkout(clone.path, families=[RecordFamily(folders=("docs/adr",))])
    pull = snapshot.pull_request
    assert (pull.number, pull.title, pull.body) == (0, "Shout", "Shout\n\nBecause.")
    assert (pull.base_name, pull.base_oid) == ("main", base)
    assert (pull.head_name, pull.head_oid) == ("work", head)
    assert (pull.labels, pull.reviews, pull.changed_files) == (None, None, 1)
    assert pull.author is not None
    assert pull.author.name == "Ann"
    assert snapshot.top_level_folders == {"src", "docs", ".github"}
    assert snapshot.unreadable == ()
    assert snapshot.repository.full_name == "shop"


def test_patches_have_github_s_form(clone: Clone) -> None:
    clone.commit({"src/a.py": "one\nTWO\nthree", "src/new.py": "x\n"})
    changed = files(read_checkout(clone.path))
    assert changed["src/a.py"].patch == (
        "@@ -1,3 +1,3 @@\n one\n-two\n-three\n+TWO\n+three\n\\ No newline at end of file"
    )
    assert (changed["src/a.py"].additions, changed["src/a.py"].deletions) == (2, 2)
    assert changed["src/new.py"].patch == "@@ -0,0 +1 @@\n+x"
    assert changed["src/new.py"].kind == "added"
    assert [line.text for line in added_lines(changed["src/a.py"])] == ["TWO", "three"]


def test_renames_removals_links_and_binary_files_are_told_apart(clone: Clone) -> None:
    text = (clone.path / "src/old.py").read_text()
    clone.commit(
        {
            "src/old.py": None,
            "src/moved.py": text.replace("line 7\n", "line seven\n"),
            "src/a.py": None,
            "picture.bin": b"\0\1\2" * 100,
            "pure.bin": b"",
        }
    )
    changed = files(read_checkout(clone.path))
    moved = changed["src/moved.py"]
    assert (moved.kind, moved.previous_path) == ("renamed", "src/old.py")
    assert "+line seven" in (moved.patch or "")
    assert changed["src/a.py"].kind == "removed"
    assert changed["src/a.py"].blob_oid == pygit2.hash(b"one\ntwo\nthree\n").__str__()
    assert (changed["picture.bin"].kind, changed["picture.bin"].patch) == ("added", None)
    assert changed["pure.bin"].patch is None
    assert list(changed) == sorted(changed)


def test_a_rename_without_a_change_has_no_patch(clone: Clone) -> None:
    clone.commit({"src/old.py": None, "b.py": (clone.path / "src/old.py").read_text()})
    (file,) = read_checkout(clone.path).pull_request.files
    assert (file.kind, file.patch, file.changed_lines) == ("renamed", None, 0)


def test_a_patch_too_large_for_github_is_left_out(clone: Clone) -> None:
    clone.commit({"big.txt": "0123456789\n" * 60_000})
    (file,) = read_checkout(clone.path).pull_request.files
    assert (file.patch, file.additions) == (None, 60_000)


def test_changes_count_from_where_the_branch_left_and_rules_from_the_tip_of_the_base(
    clone: Clone,
) -> None:
    clone.commit({"src/a.py": "mine\n"})
    clone.git.checkout("refs/heads/main")
    tip = clone.commit({"src/theirs.py": "x\n", ".github/CODEOWNERS": "* @bob\n"})
    clone.git.checkout("refs/heads/work")
    snapshot = read_checkout(clone.path)
    assert list(files(snapshot)) == ["src/a.py"]
    assert snapshot.pull_request.base_oid == tip
    assert snapshot.codeowners is not None
    assert (snapshot.codeowners.path, snapshot.codeowners.text) == (
        ".github/CODEOWNERS",
        "* @bob\n",
    )


def test_records_that_the_base_got_meanwhile_are_there_once_merged(clone: Clone) -> None:
    clone.commit({"docs/adr/0003-mine.md": "# Mine\n"})
    clone.git.checkout("refs/heads/main")
    clone.commit({"docs/adr/0003-theirs.md": "# Theirs\n", "docs/adr/0001-first.md": "# New\n"})
    at_head = read_checkout(clone.path, base="main", head="work").records_at_head
    assert [(file.path, file.record.title) for file in at_head if file.record] == [
        ("docs/adr/0001-first.md", "New"),
        ("docs/adr/0003-mine.md", "Mine"),
        ("docs/adr/0003-theirs.md", "Theirs"),
        ("docs/adr/sub/0002-second.md", "Second"),
    ]


def test_records_are_read_at_both_ends(clone: Clone) -> None:
    clone.commit({"docs/adr/0003-third.md": "# 3. Third\n", "docs/adr/0001-first.md": None})
    snapshot = read_checkout(clone.path, families=[RecordFamily(folders=("docs/adr", "none"))])
    assert [(r.path, r.record and r.record.title) for r in snapshot.records_at_base] == [
        ("docs/adr/0001-first.md", "First"),
        ("docs/adr/README.md", None),
        ("docs/adr/picture.png", None),
        ("docs/adr/sub/0002-second.md", "Second"),
    ]
    assert "docs/adr/0003-third.md" in [r.path for r in snapshot.records_at_head]
    assert "docs/adr/0001-first.md" not in [r.path for r in snapshot.records_at_head]


def test_commits_come_oldest_first_with_authors_and_co_authors(clone: Clone) -> None:
    bob = pygit2.Signature("Bob", "12+bob-b@users.noreply.github.com")
    clone.commit({"x": "1"}, "First")
    clone.commit(
        {"x": "2"},
        "Second\n\nCo-authored-by: Cy <cy@example.org>\nco-authored-by: Ann <ANN@example.org>\n"
        "Co-authored-by: bot <49699333+dependabot[bot]@users.noreply.github.com>\n",
        bob,
    )
    first, second = read_checkout(clone.path).pull_request.commits
    assert [p.name for p in first.authors] == ["Ann"]
    assert [(p.login, p.email, p.is_bot) for p in second.authors] == [
        ("bob-b", "12+bob-b@users.noreply.github.com", False),
        (None, "cy@example.org", False),
        (None, "ANN@example.org", False),
        ("dependabot[bot]", "49699333+dependabot[bot]@users.noreply.github.com", True),
    ]


def test_several_commits_give_the_first_subject_as_title_and_all_messages_as_body(
    clone: Clone,
) -> None:
    clone.commit({"x": "1"}, "Add x\n\nWhy.")
    clone.commit({"x": "2"}, "Mend x")
    pull = read_checkout(clone.path).pull_request
    assert (pull.title, pull.body) == ("Add x", "Add x\n\nWhy.\n\nMend x")
    told = read_checkout(clone.path, title="", body="B").pull_request
    assert (told.title, told.body) == ("", "B")


def test_the_default_branch_of_the_remote_is_the_base(clone: Clone) -> None:
    first = str(clone.git.head.target)
    second = clone.commit({"x": "1"})
    clone.remote_branch("main", first)
    clone.remote_branch("next", second, is_default=True)
    clone.commit({"x": "2"})
    snapshot = read_checkout(clone.path)
    assert (snapshot.pull_request.base_name, snapshot.pull_request.base_oid) == ("next", second)
    assert snapshot.repository.full_name == "acme/shop"
    assert snapshot.repository.default_branch == "next"


def test_base_and_head_may_be_named_also_by_what_only_the_remote_has(clone: Clone) -> None:
    first = str(clone.git.head.target)
    clone.remote_branch("release/1", first)
    second = clone.commit({"x": "1"})
    clone.commit({"y": "1"})
    snapshot = read_checkout(clone.path, base="release/1", head=second)
    assert snapshot.pull_request.base_name == "release/1"
    assert list(files(snapshot)) == ["x"]


def test_a_branch_without_changes_is_an_empty_pull_request(clone: Clone) -> None:
    pull = read_checkout(clone.path).pull_request
    assert (pull.files, pull.commits, pull.author, pull.title) == ((), (), None, "work")


def test_a_folder_in_the_clone_a_bare_clone_a_work_tree_and_a_detached_head_will_do(
    clone: Clone, tmp_path: Path
) -> None:
    head = clone.commit({"x": "1"})
    assert read_checkout(clone.path / "src").pull_request.head_oid == head
    bare = pygit2.clone_repository(str(clone.path), str(tmp_path / "bare.git"), bare=True)
    assert list(files(read_checkout(bare.path, base="main", head="work"))) == ["x"]
    clone.git.add_worktree("other", str(tmp_path / "other"))
    assert read_checkout(tmp_path / "other", base="main").pull_request.base_name == "main"
    clone.git.set_head(pygit2.Oid(hex=head))
    assert read_checkout(clone.path).pull_request.head_name == head[:12]


def test_what_is_not_committed_is_left_out_and_said(clone: Clone) -> None:
    clone.commit({"x": "1"})
    (clone.path / "x").write_text("2")
    snapshot = read_checkout(clone.path)
    assert "+1" in (files(snapshot)["x"].patch or "")
    assert snapshot.unreadable == ("Changes that are not committed yet are not judged.",)
    assert read_checkout(clone.path, head="work").unreadable == ()


def test_a_text_is_read_at_any_ref(clone: Clone) -> None:
    clone.commit({"src/a.py": "new\n"})
    assert read_text(clone.path, "main", "src/a.py") == "one\ntwo\nthree\n"
    assert read_text(clone.path, "HEAD", "src/a.py") == "new\n"
    for other in ("none", "src", "src/a.py/x", "docs/adr/picture.png", ""):
        assert read_text(clone.path, "main", other) is None


@pytest.mark.parametrize(
    ("base", "head", "reason"),
    [
        ("nothing", None, "nothing is no branch"),
        (None, "nothing", "fetch it"),
        ("", None, "no bra"),
    ],
)
def test_an_unknown_ref_is_named(
    clone: Clone, base: str | None, head: str | None, reason: str
) -> None:
    with pytest.raises(CheckoutError, match=reason):
        read_checkout(clone.path, base, head)


def test_a_folder_that_is_no_clone_is_named(tmp_path: Path) -> None:
    with pytest.raises(CheckoutError, match="not in a git repository; name a clone"):
        read_checkout(tmp_path)
    with pytest.raises(CheckoutError, match="not in a git repository"):
        read_checkout(tmp_path / "none")


def test_a_clone_without_a_commit_says_so(tmp_path: Path) -> None:
    with pytest.raises(CheckoutError, match="no commit yet"):
        read_checkout(Clone(tmp_path / "new").path)


def test_without_a_branch_of_a_usual_name_the_base_must_be_named(clone: Clone) -> None:
    clone.git.references.delete("refs/heads/main")
    with pytest.raises(CheckoutError, match="name it with --base REF"):
        read_checkout(clone.path)


def test_branches_without_a_common_commit_cannot_be_compared(clone: Clone) -> None:
    tree = clone.git.head.peel(pygit2.Commit).tree_id
    clone.git.create_commit("refs/heads/island", ANN, ANN, "Alone", tree, [])
    with pytest.raises(CheckoutError, match="no commit in common"):
        read_checkout(clone.path, head="island")


def test_a_shallow_clone_that_lacks_the_fork_says_what_to_run(clone: Clone, tmp_path: Path) -> None:
    clone.commit({"x": "1"})
    clone.commit({"x": "2"})
    clone.git.checkout("refs/heads/main")
    clone.commit({"y": "1"})
    subprocess.run(
        ["git", "clone", "-q", "--depth=1", "--no-single-branch", clone.path.as_uri(), "shallow"],
        cwd=tmp_path,
        check=True,
    )
    with pytest.raises(CheckoutError, match="git fetch --unshallow"):
        read_checkout(tmp_path / "shallow", head="origin/work")


def test_a_clone_without_the_needed_files_says_what_to_run(clone: Clone, tmp_path: Path) -> None:
    clone.commit({"src/a.py": "mine\n"})
    clone.git.config["uploadpack.allowFilter"] = True
    subprocess.run(
        ["git", "clone", "-q", "--filter=blob:none", "--bare", clone.path.as_uri(), "partial"],
        cwd=tmp_path,
        check=True,
    )
    with pytest.raises(CheckoutError, match="git fetch --refetch"):
        read_checkout(tmp_path / "partial", base="main", head="work")


def test_an_edited_codeowners_is_read_at_the_head_with_all_paths(clone: Clone) -> None:
    clone.commit({"src/a.py": "1\n"}, "Leave it alone")
    assert read_checkout(clone.path).edited_owners is None
    clone.commit({".github/CODEOWNERS": "* @ann\n/src/ @bob\n"}, "Give it to Bob")
    edited = read_checkout(clone.path).edited_owners
    assert edited is not None
    assert (edited.path, edited.text) == (".github/CODEOWNERS", "* @ann\n/src/ @bob\n")
    assert (edited.unused, edited.errors) == (("docs/CODEOWNERS",), None)
    assert edited.paths is not None
    assert "docs/adr/sub/0002-second.md" in edited.paths


def test_a_codeowners_over_three_megabytes_has_a_size_and_no_text(clone: Clone) -> None:
    clone.commit({".github/CODEOWNERS": "#" * (3 * 1024 * 1024 + 1)}, "Grow")
    edited = read_checkout(clone.path).edited_owners
    assert edited is not None
    assert (edited.text, edited.size) == (None, 3 * 1024 * 1024 + 1)
