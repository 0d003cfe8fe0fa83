"""What changed between two commits, as GitHub lists the files of a pull request."""

from __future__ import annotations

import pygit2
from pygit2.enums import DeltaStatus, DiffFind, DiffOption

from snapshot.changed_file import ChangedFile, ChangeKind

LARGEST_PATCH = 500_000
"""Bytes; as on GitHub, a larger patch is not shown."""

_KINDS: dict[DeltaStatus, ChangeKind] = {
    DeltaStatus.ADDED: "added",
    DeltaStatus.DELETED: "removed",
    DeltaStatus.MODIFIED: "modified",
    DeltaStatus.RENAMED: "renamed",
    DeltaStatus.COPIED: "copied",
    DeltaStatus.TYPECHANGE: "changed",
}


def changed_files(
    repository: pygit2.Repository, old: pygit2.Commit, new: pygit2.Commit
) -> tuple[ChangedFile, ...]:
    """The files that differ, sorted by path; renames are recognised as git does by default."""
    diff = repository.diff(old, new, flags=DiffOption.INCLUDE_TYPECHANGE)
    diff.find_similar(flags=DiffFind.FIND_RENAMES)
    return tuple(sorted((_file(patch) for patch in diff if patch), key=lambda file: file.path))


def _file(patch: pygit2.Patch) -> ChangedFile:
    delta = patch.delta
    removed = delta.status == DeltaStatus.DELETED
    side = delta.old_file if removed else delta.new_file
    _, additions, deletions = patch.line_stats
    return ChangedFile(
        path=_decoded(side.raw_path),
        kind=_KINDS.get(delta.status, "modified"),
        additions=additions,
        deletions=deletions,
        previous_path=(
            _decoded(delta.old_file.raw_path) if delta.status == DeltaStatus.RENAMED else None
        ),
        blob_oid=str(side.id),
        patch=None if delta.is_binary else _without_headers(patch.data),
    )


def _without_headers(patch: bytes) -> str | None:
    """GitHub's patches begin with the first hunk and end without a line end."""
    start = patch.find(b"\n@@ ")
    if start < 0 or len(patch) - start > LARGEST_PATCH:
        return None
    return _decoded(patch[start + 1 :]).removesuffix("\n")


def _decoded(text: bytes) -> str:
    return text.decode("utf-8", "replace")
