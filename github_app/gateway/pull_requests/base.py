"""What the base branch holds that verdicts rest on: policy, CODEOWNERS, decision folders."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from snapshot.codeowners import LOCATIONS
from snapshot.facts import TextFile

MOST_RECORDS = 2_000
_LINK_MODE = 0o120000


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


@dataclass(frozen=True, slots=True)
class TreeFile:
    """A file as a tree lists it: its blob and size in bytes. `is_link` is True for symbolic links,
    whose blob is the path they point to.
    """

    path: str
    oid: str
    size: int
    is_link: bool = False


@dataclass(slots=True)
class BaseSeen:
    """The base as seen so far; folders and texts may still be filled in.

    `folders` maps a record folder to the object id of its tree, None where there is no such
    folder. `trees` maps such an id to its files, their paths relative to it, as many levels deep as
    `documents.FOLDER` asks for.
    """

    root_oid: str | None
    top_level_folders: frozenset[str]
    policy: Blob | None
    owners: Blob | None
    folders: dict[str, str | None] = field(default_factory=dict)
    trees: dict[str, tuple[TreeFile, ...]] = field(default_factory=dict)

    def take_folder(self, folder: str, tree: Any) -> None:
        """`tree` as selected by `documents.FOLDER`, with or without its entries."""
        oid = tree.get("oid") if isinstance(tree, dict) else None
        self.folders[folder] = oid
        if oid and tree.get("entries") is not None:
            self.trees[oid] = tuple(_files(tree["entries"]))

    def files_in(self, folders: Iterable[str]) -> tuple[TreeFile, ...]:
        """The files of these folders by their full paths, sorted; 2,000 at most."""
        found: dict[str, TreeFile] = {}
        for folder in folders:
            for file in self.trees.get(self.folders.get(folder) or "", ()):
                path = f"{folder}/{file.path}"
                found[path] = replace(file, path=path)
        return tuple(found[path] for path in sorted(found)[:MOST_RECORDS])

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


def _files(entries: Iterable[Mapping[str, Any]], folder: str = "") -> Iterator[TreeFile]:
    for entry in entries:
        path = f"{folder}{entry['name']}"
        if entry.get("type") == "blob":
            is_link = entry.get("mode") == _LINK_MODE
            yield TreeFile(path, str(entry["oid"]), int(entry.get("size") or 0), is_link)
        else:
            yield from _files((entry.get("object") or {}).get("entries") or (), f"{path}/")
