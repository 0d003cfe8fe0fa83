"""What changed since an approval was given: blob ids of the changed paths at that commit."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from github_app.gateway.pull_requests.draft import Draft, Tree
from github_app.gateway.pull_requests.facts import Node, opinions_to_compare, reviewed_oid
from github_app.gateway.pull_requests.question import Question
from github_app.gateway.recall import Recall
from snapshot.changed_file import ChangedFile

# Beyond this many, an older approval is taken to cover nothing: nobody should pay for the proof.
MOST_COMPARED_PATHS = 500


def tree_of(files: tuple[ChangedFile, ...]) -> Tree:
    """The blob id of each changed path at the head; None for a removed one."""
    return {f.path: None if f.kind == "removed" else f.blob_oid for f in files}


def fill_from_memory(draft: Draft, recall: Recall) -> None:
    """Heads of this pull request that were judged when they were new."""
    wanted = sorted(_commits_to_compare(draft) - set(draft.earlier))
    found = recall.get_many([f"blobs:{oid}" for oid in wanted])
    draft.earlier |= {oid: tree for oid, tree in zip(wanted, found, strict=True) if tree}


def ask_earlier(draft: Draft, question: Question) -> None:
    """Commits that were never seen: each changed path there, within a bound."""
    room = MOST_COMPARED_PATHS
    for oid in sorted(_commits_to_compare(draft) - set(draft.earlier)):
        if len(draft.files) > room:
            draft.earlier[oid] = None
            continue
        room -= len(draft.files)
        tree: dict[str, str | None] = {}
        draft.earlier[oid] = tree
        # An unknown commit has no files either; it must not look like one without these files.
        question.ask_repository(
            "object(oid: {oid})", "oid", _forget_unless_known(draft, oid), oid=oid
        )
        for file in draft.files:
            question.ask_repository(
                "object(expression: {expression})",
                "oid",
                _taker(tree, file.path),
                expression=f"{oid}:{file.path}",
            )


def unchanged_since(draft: Draft, review: Node) -> frozenset[str] | None:
    """As `snapshot.pull_request.Review.unchanged_paths` defines it."""
    oid = reviewed_oid(review)
    if oid == draft.head_oid:
        return None
    earlier = draft.earlier.get(oid) if oid else None
    if earlier is None:
        return frozenset()
    now = tree_of(draft.files)
    removed = {f.path for f in draft.files if f.kind == "removed"}
    return frozenset(
        path
        for path, blob in now.items()
        if path in earlier and earlier[path] == blob and (blob or path in removed)
    )


def _commits_to_compare(draft: Draft) -> set[str]:
    reviews = opinions_to_compare(draft.reviews, draft.head_oid)
    return {oid for review in reviews if (oid := reviewed_oid(review))}


def _taker(tree: dict[str, str | None], path: str) -> Callable[[Any], None]:
    return lambda node: tree.__setitem__(path, node["oid"] if node else None)


def _forget_unless_known(draft: Draft, oid: str) -> Callable[[Any], None]:
    def take(node: Any) -> None:
        if node is None:
            draft.earlier[oid] = None

    return take
