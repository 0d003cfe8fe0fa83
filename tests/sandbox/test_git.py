"""Git content is git's own, and differences are shown as GitHub shows them."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest

from sandbox.changes import LISTED_FILES, Change
from sandbox.git_store import Content, GitStore
from tests.sandbox.harbour import REPOSITORY, Client

WHO, WHEN = ("Ana", "ana@acme.example"), datetime(2026, 5, 1, tzinfo=UTC)


@pytest.fixture
def store(tmp_path: Path) -> GitStore:
    return GitStore.create(tmp_path / "repository.git")


def changes(
    store: GitStore, before: dict[str, Content], after: dict[str, Content]
) -> tuple[Change, ...]:
    base = store.commit(before, "Before", WHO, WHEN)
    return store.changes(base, store.commit(after, "After", WHO, WHEN, [base]))


def test_a_patch_starts_at_its_first_hunk(store: GitStore) -> None:
    (change,) = changes(store, {"a": "1\n2\n"}, {"a": "1\n3"})
    assert change.patch == "@@ -1,2 +1,2 @@\n 1\n-2\n+3\n\\ No newline at end of file"
    assert (change.status, change.additions, change.deletions) == ("modified", 1, 1)


def test_a_rename_knows_its_old_name(store: GitStore) -> None:
    lines = "".join(f"{number}\n" for number in range(20))
    (change,) = changes(store, {"old": lines}, {"old": None, "new": lines + "more\n"})
    assert (change.status, change.path, change.previous_path) == ("renamed", "new", "old")


def test_a_removed_file_keeps_its_blob(store: GitStore) -> None:
    (change,) = changes(store, {"a": "1\n", "b": "2\n"}, {"a": None})
    assert (change.status, change.deletions) == ("removed", 1)
    assert change.oid == str(store.git.create_blob(b"1\n"))


def test_binary_and_huge_files_come_without_patch(store: GitStore) -> None:
    after: dict[str, Content] = {"image": b"\x00\x01" * 99, "huge": "line\n" * 20_001, "a": "2\n"}
    found = {change.path: change for change in changes(store, {"a": "1\n"}, after)}
    assert (found["image"].patch, found["huge"].patch) == (None, None)
    assert found["huge"].additions == 20_001
    assert found["a"].patch


def test_what_the_base_gained_since_is_no_change(store: GitStore) -> None:
    start = store.commit({"a": "1\n"}, "Start", WHO, WHEN)
    base = store.commit({"b": "1\n"}, "Base goes on", WHO, WHEN, [start])
    head = store.commit({"c": "1\n"}, "Head", WHO, WHEN, [start])
    assert [change.path for change in store.changes(base, head)] == ["c"]


def test_expressions_name_commits_trees_and_blobs(store: GitStore) -> None:
    oid = store.commit({"docs/adr/1.md": "x\n"}, "Start", WHO, WHEN)
    store.point("main", oid)
    for expression in ("refs/heads/main:docs/adr/1.md", f"{oid}:docs/adr/1.md", "main:docs/adr/"):
        assert store.find(expression) is not None
    assert store.find("main:docs/none") is None
    assert store.find("nowhere:docs") is None


def test_no_more_than_three_thousand_files_are_listed(client: Client) -> None:
    files: dict[str, Content] = {f"many/{n:04}.txt": "x" for n in range(LISTED_FILES + 5)}
    client.world.open_pull_request("Many", by="ana", head="many", files=files)
    path = f"/repos/{REPOSITORY}/pulls/4"
    assert client.get(path).json()["changed_files"] == LISTED_FILES + 5
    last = client.get(f"{path}/files?per_page=100&page=30")
    assert (len(last.json()), "next" in last.links) == (100, False)
    assert client.get(f"{path}/files?per_page=100&page=31").json() == []
