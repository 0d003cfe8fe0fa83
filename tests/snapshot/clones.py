"""Real git repositories for tests, written with libgit2."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import pygit2
from pygit2.enums import FileMode

ANN = pygit2.Signature("Ann", "ann@example.org", 1_700_000_000, 0)


class Clone:
    """A work tree in which files are committed to the current branch."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.git = pygit2.init_repository(str(path), initial_head="main")

    def commit(
        self,
        files: Mapping[str, str | bytes | None],
        message: str = "Change",
        author: pygit2.Signature = ANN,
    ) -> str:
        """Write files (None removes one) and commit them."""
        index = self.git.index
        for path, content in files.items():
            if content is None:
                index.remove(path)
                (self.path / path).unlink()
                continue
            data = content.encode() if isinstance(content, str) else content
            (self.path / path).parent.mkdir(parents=True, exist_ok=True)
            (self.path / path).write_bytes(data)
            oid = self.git.create_blob(data)
            index.add(pygit2.IndexEntry(path, oid, FileMode.BLOB))
        index.write()
        parents = [] if self.git.head_is_unborn else [self.git.head.target]
        tree = index.write_tree()
        return str(self.git.create_commit("HEAD", author, ANN, message, tree, parents))

    def branch(self, name: str) -> None:
        """Begin a branch here and go on in it."""
        self.git.branches.local.create(name, self.git.head.peel(pygit2.Commit))
        self.git.checkout(f"refs/heads/{name}")

    def remote_branch(self, name: str, oid: str, *, is_default: bool = False) -> None:
        """Say that the remote `origin` has the branch `name` at `oid`."""
        if "origin" not in self.git.remotes.names():
            self.git.remotes.create("origin", "git@github.com:acme/shop.git")
        self.git.references.create(f"refs/remotes/origin/{name}", oid, force=True)
        if is_default:
            target = f"refs/remotes/origin/{name}"
            self.git.references.create("refs/remotes/origin/HEAD", target, force=True)
