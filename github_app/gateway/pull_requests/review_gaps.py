"""What an older approval still covers: the files whose change reads as the reviewer saw it.

What a reviewer saw is the list of changes between the base and the reviewed commit. Comparing
contents at that commit would not do: a merge that takes something back from the base, or a rename
of another file, shows changes that were never listed to anybody.
"""

from __future__ import annotations

from collections.abc import Iterable
from concurrent.futures import Future
from datetime import datetime
from functools import partial
from typing import Any

from github_app.failures import Gone
from github_app.gateway.client import GitHub
from github_app.gateway.pull_requests.facts import Node, reviewed_oid, standing_approvals
from github_app.gateway.pull_requests.files import changed_file
from github_app.gateway.pull_requests.partial_reading import Change, Changes, PartialReading
from github_app.gateway.recall import Recall
from github_app.gateway.refusals import brief_failure
from github_app.retargets import base_left_since
from snapshot.changed_file import ChangedFile

# GitHub lists no more in a comparison; what it listed for the pull request is remembered whole.
MOST_COMPARED_FILES = 300
# The newest so many; older approvals are taken to cover nothing: nobody should pay for the proof.
MOST_COMPARED_COMMITS = 10
_UNKNOWN_KEPT_SECONDS = 300


def changes_key(base_oid: str, commit_oid: str) -> str:
    """Where the changes between these two are remembered; they can never be others."""
    return f"changes:{base_oid}:{commit_oid}"


def left_base_key(base_name: str, commit_oid: str) -> str:
    """Where is remembered what a commit was always seen to change on that branch."""
    return f"under:{base_name}:{commit_oid}"


def changes_of(files: Iterable[ChangedFile]) -> Changes:
    """The changes that a list of files shows."""
    return frozenset(_change(file) for file in files)


def packed_changes(changes: Changes | None) -> dict[str, Any]:
    return {"listed": None if changes is None else sorted(changes, key=repr)}


def unpacked_changes(value: Any) -> Changes | None:
    listed = value["listed"]
    return None if listed is None else frozenset(tuple(change) for change in listed)


def find_earlier(draft: PartialReading, github: GitHub, recall: Recall) -> None:
    """What the standing approvals saw: remembered, or else one comparison for each commit."""
    keys = {str(_key(draft, r)): str(reviewed_oid(r)) for r in _to_compare(draft)}
    found = recall.get_many(tuple(keys))
    draft.earlier = {
        key: unpacked_changes(value) for key, value in zip(keys, found, strict=True) if value
    }
    asked = {
        key: github.beside(partial(_compare, github, draft.base_oid, oid))
        for key, oid in keys.items()
        if key == changes_key(draft.base_oid, oid) and key not in draft.earlier
    }
    for key, answer in asked.items():
        draft.earlier[key] = _take(recall, key, answer)


def unchanged_since(draft: PartialReading, review: Node) -> frozenset[str] | None:
    """As `snapshot.pull_request.Review.unchanged_paths` defines it."""
    key = _key(draft, review)
    if key == changes_key(draft.base_oid, draft.head_oid):
        return None
    earlier = (draft.earlier.get(key) if key else None) or frozenset()
    # Without a blob's id nothing says that the contents are the same.
    return frozenset(f.path for f in draft.files if f.blob_oid and _change(f) in earlier)


def _change(file: ChangedFile) -> Change:
    return file.path, file.previous_path, file.kind, file.blob_oid


def _to_compare(draft: PartialReading) -> list[Node]:
    current = changes_key(draft.base_oid, draft.head_oid)
    older = [r for r in standing_approvals(draft.reviews) if _key(draft, r) not in (None, current)]
    return older[-MOST_COMPARED_COMMITS:]


def _key(draft: PartialReading, review: Node) -> str | None:
    """Where the changes are remembered that this review saw; None when its commit is unknown."""
    oid, submitted = reviewed_oid(review), review.get("submittedAt")
    if oid is None:
        return None
    if submitted and draft.retargets:
        left = base_left_since(draft.retargets, datetime.fromisoformat(submitted))
        if left is not None:
            return left_base_key(left, oid)
    return changes_key(draft.base_oid, oid)


def _compare(github: GitHub, base_oid: str, oid: str) -> Changes | None:
    """What changed between the two; None when the list is too long to be whole.

    Raises `Gone` when GitHub does not know one of the commits (any more).
    """
    path = f"/repos/{github.full_name}/compare/{base_oid}...{oid}"
    # The files come whole with the first page, however few commits are asked for.
    answer = github.rest("GET", path, query={"per_page": 1})
    if answer.status != 200:
        raise Gone(f"GitHub does not compare {base_oid} with {oid}")
    files = (answer.data or {}).get("files")
    if not isinstance(files, list):
        raise brief_failure("GitHub compared two commits and listed no files")
    if len(files) >= MOST_COMPARED_FILES:
        return None
    return changes_of(changed_file(entry) for entry in files)


def _take(recall: Recall, key: str, answer: Future[Changes | None]) -> Changes | None:
    try:
        changes = answer.result()
    except Gone:
        recall.put({key: packed_changes(None)}, _UNKNOWN_KEPT_SECONDS)
        return None
    recall.put({key: packed_changes(changes)})
    return changes
