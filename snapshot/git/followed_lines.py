"""Lines that are followed back through history: which lines of which files of one commit."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

import pygit2

Followed = tuple[int, int]
"""A line (from 1) of a file at the commit that is looked at, and the place in the list of what was
asked about.
"""


@dataclass(slots=True)
class FollowedFile:
    """A file as the commit has it."""

    oid: pygit2.Oid
    lines: list[Followed]


@dataclass(slots=True)
class FollowedFolder:
    """A folder as the commit has it. It travels to the parents as one piece: what a commit leaves
    alone is handed on without a look at it.
    """

    oid: pygit2.Oid
    folders: dict[str, FollowedFolder] = field(default_factory=dict)
    files: dict[str, FollowedFile] = field(default_factory=dict)

    def add(self, tree: pygit2.Tree, path: str, lines: list[Followed]) -> None:
        """Follow `lines` of the file at `path`, which `tree`, the tree of this folder, has."""
        *folders, name = path.split("/")
        here = self
        for folder in folders:
            tree = tree[folder].peel(pygit2.Tree)
            here = here.folders.setdefault(folder, FollowedFolder(tree.id))
        here._take_file(name, FollowedFile(tree[name].id, lines))

    def keep_same(self, tree: pygit2.Tree) -> FollowedFolder | None:
        """Keep what `tree` has alike, as its own; what differs comes back, None when nothing does.
        Afterwards this may be empty.
        """
        differing = FollowedFolder(self.oid)
        self.oid = tree.id
        for name, file in list(self.files.items()):
            entry = entry_of(tree, name)
            if entry is None or entry.id != file.oid:
                differing.files[name] = self.files.pop(name)
        for name, folder in list(self.folders.items()):
            entry = entry_of(tree, name)
            if entry is not None and entry.id == folder.oid:
                continue
            rest: FollowedFolder | None = folder
            if isinstance(entry, pygit2.Tree):
                rest = folder.keep_same(entry)
            if rest is folder or folder.is_empty:
                del self.folders[name]
            if rest is not None:
                differing.folders[name] = rest
        return None if differing.is_empty else differing

    def take(self, other: FollowedFolder) -> None:
        """Follow what `other`, the same folder of the same commit, follows as well."""
        if len(other.files) > len(self.files):
            self.files, other.files = other.files, self.files
        for name, file in other.files.items():
            self._take_file(name, file)
        if len(other.folders) > len(self.folders):
            self.folders, other.folders = other.folders, self.folders
        for name, folder in other.folders.items():
            if name in self.folders:
                self.folders[name].take(folder)
            else:
                self.folders[name] = folder

    @property
    def is_empty(self) -> bool:
        return not self.files and not self.folders

    def by_path(self, prefix: str = "") -> Iterator[tuple[str, FollowedFile]]:
        """All files with their paths."""
        for name, file in self.files.items():
            yield prefix + name, file
        for name, folder in self.folders.items():
            yield from folder.by_path(f"{prefix}{name}/")

    def _take_file(self, name: str, file: FollowedFile) -> None:
        if name in self.files:
            self.files[name].lines += file.lines
        else:
            self.files[name] = file


def entry_of(tree: pygit2.Tree, path: str) -> pygit2.Object | None:
    """What stands at `path` below `tree`; None when nothing does."""
    try:
        return tree[path]
    except KeyError:
        return None
