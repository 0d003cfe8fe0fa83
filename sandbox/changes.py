"""The files a range of commits changes, in the form GitHub lists them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

import pygit2

ChangeStatus = Literal["added", "removed", "modified", "renamed", "copied", "changed"]

# Beyond these GitHub shows a file without its patch (docs, "Limits for viewing content and diffs").
PATCH_LINES = 20_000
PATCH_BYTES = 500_000
TOTAL_BYTES = 1_000_000
# GitHub lists no more files than this of one pull request.
LISTED_FILES = 3_000

STATUS: dict[str, ChangeStatus] = {
    "A": "added",
    "D": "removed",
    "M": "modified",
    "R": "renamed",
    "C": "copied",
    "T": "changed",
}


@dataclass(frozen=True, slots=True)
class Change:
    """One changed file; `oid` is the blob at the head (at the base for a removed file).

    `patch` has no file headers; None for binary files and diffs too large to show.
    """

    path: str
    status: ChangeStatus
    additions: int
    deletions: int
    oid: str
    previous_path: str | None = None
    patch: str | None = None


def between(git: pygit2.Repository, base: str, head: str) -> tuple[Change, ...]:
    """Changes from commit `base` to commit `head` (two dots), sorted by path."""
    diff = git.diff(base, head)
    diff.find_similar()
    found: list[Change] = []
    shown = 0
    for patch in filter(None, diff):
        change = _change(patch, room=TOTAL_BYTES - shown)
        shown += len(change.patch or "")
        found.append(change)
    return tuple(sorted(found, key=lambda change: change.path))


def _change(patch: pygit2.Patch, room: int) -> Change:
    delta = patch.delta
    status = STATUS.get(delta.status_char(), "modified")
    _, additions, deletions = patch.line_stats
    gone = status == "removed"
    moved = status in ("renamed", "copied")
    return Change(
        path=delta.old_file.path if gone else delta.new_file.path,
        status=status,
        additions=additions,
        deletions=deletions,
        oid=str(delta.old_file.id if gone else delta.new_file.id),
        previous_path=delta.old_file.path if moved else None,
        patch=_patch_text(patch, additions + deletions, room),
    )


def _patch_text(patch: pygit2.Patch, lines: int, room: int) -> str | None:
    if patch.delta.is_binary or lines > PATCH_LINES:
        return None
    data = patch.data
    start = data.find(b"\n@@")
    if start < 0 or len(data) - start > min(PATCH_BYTES, room):
        return None
    return data[start + 1 :].decode("utf-8", "replace").removesuffix("\n")
