"""Small git repositories for tests, made commit by commit."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import pygit2

_WHO = pygit2.Signature("Ada", "ada@example.org", 1_790_000_000, 0)


class Clone:
    """A repository in `folder` whose work tree stays empty; commits go straight to branches."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._git = pygit2.init_repository(str(folder), initial_head="main")

    def commit(
        self, branch: str, files: Mapping[str, str], message: str = "Change it", onto: str = ""
    ) -> str:
        """Add `files` (an empty text removes one) to `branch`, made from `onto` when it is new."""
        tip = self._git.references.get(f"refs/heads/{branch}")
        if tip is None and onto:
            tip = self._git.references[f"refs/heads/{onto}"]
        index = pygit2.Index()
        if tip is not None:
            index.read_tree(self._git[tip.target].tree)
        for path, text in files.items():
            if not text:
                index.remove(path)
                continue
            blob = self._git.create_blob(text.encode())
            index.add(pygit2.IndexEntry(path, blob, pygit2.enums.FileMode.BLOB))
        tree = index.write_tree(self._git)
        parents = [tip.target] if tip is not None else []
        made = self._git.create_commit(None, _WHO, _WHO, message, tree, parents)
        self._git.references.create(f"refs/heads/{branch}", made, force=True)
        return str(made)

    def merge(self, branch: str, into: str, message: str) -> str:
        """A merge commit on `into` with what `branch` has."""
        tip = self._git.references[f"refs/heads/{into}"].target
        other = self._git.references[f"refs/heads/{branch}"].target
        tree = self._git.merge_commits(tip, other).write_tree(self._git)
        made = self._git.create_commit(None, _WHO, _WHO, message, tree, [tip, other])
        self._git.references.create(f"refs/heads/{into}", made, force=True)
        return str(made)

    def switch(self, branch: str) -> None:
        self._git.set_head(f"refs/heads/{branch}")
