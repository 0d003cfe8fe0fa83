"""What the base branch holds that verdicts rest on: policy, CODEOWNERS, decision folders."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from snapshot.changed_file import ChangedFile
from snapshot.codeowners import LOCATIONS
from snapshot.facts import RecordFile, TextFile

MOST_RECORDS = 2_000


@dataclass(frozen=True, slots=True)
class Blob:
    """A file found. `text` is None when it was not asked for, is binary, or `is_cut`: GraphQL sends
    at most some 500 kB of a text.
    """

    path: str
    oid: str
    size: int
    text: str | None
    is_binary: bool = False
    is_cut: bool = False


@dataclass(slots=True)
class BaseSeen:
    """The base as seen so far; folders and texts may still be filled in.

    `folders` maps a decision folder to the object id of its tree, None where there is no such
    folder. `trees` maps such an id to the paths of its files, relative to it, subfolders one level
    deep.
    """

    root_oid: str | None
    top_level_folders: frozenset[str]
    policy: Blob | None
    owners: Blob | None
    folders: dict[str, str | None] = field(default_factory=dict)
    trees: dict[str, tuple[str, ...]] = field(default_factory=dict)

    def take_folder(self, folder: str, tree: Any) -> None:
        """`tree` as selected by `documents.FOLDER`, with or without its entries."""
        oid = tree.get("oid") if isinstance(tree, dict) else None
        self.folders[folder] = oid
        if oid and tree.get("entries") is not None:
            self.trees[oid] = _paths(tree["entries"])

    def records(self, folders: Iterable[str]) -> tuple[RecordFile, ...]:
        """The files of these folders, sorted by path."""
        paths = {
            f"{folder}/{path}".removeprefix("./")
            for folder in folders
            for path in self.trees.get(self.folders.get(folder) or "", ())
        }
        return tuple(RecordFile(path) for path in sorted(paths)[:MOST_RECORDS])

    @property
    def codeowners(self) -> TextFile | None:
        if self.owners is None or self.owners.text is None:
            return None
        return TextFile(self.owners.path, self.owners.text, self.owners.oid)


def base_seen(repository: Mapping[str, Any], policy_path: str, folders: Iterable[str]) -> BaseSeen:
    """Reads the base's part of `documents.pull_request_read` or `base_read`."""
    root = repository.get("root") or {}
    entries = root.get("entries") or ()
    located = (
        blob(repository.get(f"owners{number}"), path) for number, path in enumerate(LOCATIONS)
    )
    seen = BaseSeen(
        root_oid=root.get("oid"),
        top_level_folders=frozenset(e["name"] for e in entries if e.get("type") == "tree"),
        policy=blob(repository.get("policy"), policy_path),
        owners=next((found for found in located if found), None),
    )
    for number, folder in enumerate(folders):
        seen.take_folder(folder, repository.get(f"folder{number}"))
    return seen


def blob(node: Any, path: str) -> Blob | None:
    """A blob as selected by `documents.BLOB`; None when there is none (a folder has no text)."""
    if not isinstance(node, dict) or not node.get("oid"):
        return None
    is_cut = bool(node.get("isTruncated"))
    return Blob(
        path=path,
        oid=str(node["oid"]),
        size=int(node.get("byteSize") or 0),
        text=None if is_cut else node.get("text"),
        is_binary=bool(node.get("isBinary")),
        is_cut=is_cut,
    )


def records_at_head(
    at_base: tuple[RecordFile, ...], files: Iterable[ChangedFile], folders: Iterable[str]
) -> tuple[RecordFile, ...]:
    """The records once the pull request is merged: those of the base, with its changes applied.

    Follows from the list of changed files, so it costs no request.
    """
    paths = {record.path for record in at_base}
    inside = tuple(f"{folder}/" for folder in folders)
    for file in files:
        if file.kind == "removed":
            paths.discard(file.path)
        elif file.path.startswith(inside):
            paths.add(file.path)
        if file.kind == "renamed" and file.previous_path:
            paths.discard(file.previous_path)
    return tuple(RecordFile(path) for path in sorted(paths))


def _paths(entries: Iterable[Mapping[str, Any]]) -> tuple[str, ...]:
    entries = tuple(entries)
    found = [str(entry["name"]) for entry in entries if entry.get("type") == "blob"]
    found += [
        f"{entry['name']}/{below['name']}"
        for entry in entries
        for below in (entry.get("object") or {}).get("entries") or ()
        if below.get("type") == "blob"
    ]
    return tuple(sorted(found))
