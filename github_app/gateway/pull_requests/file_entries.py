"""Changed files as REST lists them, for a pull request, a comparison or a commit."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, cast, get_args

from snapshot.changed_file import ChangedFile, ChangeKind

_KINDS = frozenset(get_args(ChangeKind))


def listed_files(entries: Iterable[dict[str, Any]]) -> tuple[ChangedFile, ...]:
    """Files as REST lists them, sorted by path, each once.

    A file that becomes a link, or a link that becomes a file, is listed as removed and as added.
    """
    found: dict[str, ChangedFile] = {}
    for file in map(changed_file, entries):
        before = found.get(file.path)
        is_replaced = before is not None and {before.kind, file.kind} == {"removed", "added"}
        found[file.path] = _replaced(before, file) if before and is_replaced else file
    return tuple(found[path] for path in sorted(found))


def listed_count(changed: int, files: Iterable[ChangedFile]) -> int:
    """How many files there are where GitHub counts `changed` entries and `files` are known."""
    known = tuple(files)
    twice = sum(file.entries for file in known) - len(known)
    return max(changed - twice, len(known) if twice else 0)


def changed_file(entry: dict[str, Any]) -> ChangedFile:
    """A file as REST lists it for a pull request or a comparison."""
    status = entry.get("status")
    return ChangedFile(
        path=entry["filename"],
        kind=cast(ChangeKind, status) if status in _KINDS else "modified",
        additions=int(entry.get("additions") or 0),
        deletions=int(entry.get("deletions") or 0),
        previous_path=entry.get("previous_filename"),
        blob_oid=entry.get("sha"),
        patch=entry.get("patch"),
    )


def _replaced(one: ChangedFile, other: ChangedFile) -> ChangedFile:
    """One change of both entries: what stands there now is what was added."""
    gone, come = (one, other) if other.kind == "added" else (other, one)
    return ChangedFile(
        path=come.path,
        kind="changed",
        additions=come.additions + gone.additions,
        deletions=come.deletions + gone.deletions,
        blob_oid=come.blob_oid,
        patch=f"{gone.patch}\n{come.patch}" if gone.patch and come.patch else None,
        entries=2,
    )
