"""Real git: one bare repository on disk, read and written without a git binary."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from datetime import datetime
from pathlib import Path

import pygit2
from pygit2.enums import FileMode, SortMode

from sandbox.changes import Change, between

FULL_OID = re.compile(r"[0-9a-f]{40}")
Content = str | bytes | None
NOBODY = ("Nobody", "nobody@example.com")


class GitStore:
    """The branches and objects of one repository.

    Forks share the objects of the repository they come from, as on GitHub; `heads` is the folder
    of references that holds this repository's own branches.
    """

    def __init__(self, repository: pygit2.Repository, heads: str = "refs/heads/") -> None:
        self.git = repository
        self.heads = heads
        # Commits never change, so what lies between two of them is found once.
        self._changes: dict[tuple[str, str], tuple[Change, ...]] = {}
        self._commits: dict[tuple[str, str], tuple[pygit2.Commit, ...]] = {}

    @classmethod
    def create(cls, path: Path) -> GitStore:
        return cls(pygit2.init_repository(str(path), bare=True))

    def fork(self, name: str) -> GitStore:
        return GitStore(self.git, f"refs/forks/{name}/heads/")

    def branches(self) -> dict[str, str]:
        """Branch names with the commits they point at, sorted by name."""
        found = [ref for ref in self.git.references if ref.startswith(self.heads)]
        return {r.removeprefix(self.heads): str(self.git.references[r].target) for r in found}

    def tip(self, branch: str) -> str | None:
        reference = self.git.references.get(self.heads + branch)
        return str(reference.target) if reference else None

    def point(self, branch: str, oid: str) -> None:
        self.git.references.create(self.heads + branch, pygit2.Oid(hex=oid), force=True)

    def keep(self, reference: str, oid: str) -> None:
        """Hold on to a commit by a full reference name, such as `refs/pull/7/head`."""
        self.git.references.create(reference, pygit2.Oid(hex=oid), force=True)

    def commit(
        self,
        files: Mapping[str, Content],
        message: str,
        author: tuple[str, str],
        when: datetime,
        parents: Sequence[str] = (),
    ) -> str:
        """Write a commit: the first parent's tree with `files` put in (None removes one)."""
        index = pygit2.Index()
        if parents:
            index.read_tree(self.commit_at(parents[0]).tree)
        for path, content in files.items():
            if content is None:
                index.remove(path)
                continue
            data = content.encode() if isinstance(content, str) else content
            index.add(pygit2.IndexEntry(path, self.git.create_blob(data), FileMode.BLOB))
        return self.commit_tree(str(index.write_tree(self.git)), message, author, when, parents)

    def commit_tree(
        self,
        tree: str,
        message: str,
        author: tuple[str, str],
        when: datetime,
        parents: Sequence[str] = (),
    ) -> str:
        """Write a commit of an existing tree; on no branch yet."""
        signature = pygit2.Signature(*author, int(when.timestamp()), 0)
        oids: list[str | pygit2.Oid] = [pygit2.Oid(hex=parent) for parent in parents]
        made = self.git.create_commit(
            None, signature, signature, message, pygit2.Oid(hex=tree), oids
        )
        return str(made)

    def merged_tree(self, base: str, head: str) -> str | None:
        """The tree of a merge of both commits, None when they conflict."""
        index = self.git.merge_commits(pygit2.Oid(hex=base), pygit2.Oid(hex=head))
        return None if index.conflicts else str(index.write_tree(self.git))

    def commit_at(self, oid: str) -> pygit2.Commit:
        found = self.git.get(oid)
        if not isinstance(found, pygit2.Commit):
            raise KeyError(oid)
        return found

    def has_commit(self, oid: str) -> bool:
        return bool(FULL_OID.fullmatch(oid)) and isinstance(self.git.get(oid), pygit2.Commit)

    def find(self, expression: str) -> pygit2.Commit | pygit2.Object | None:
        """What `<revision>` or `<revision>:<path>` names, in git's own notation."""
        revision, colon, path = expression.partition(":")
        commit = self.revision(revision)
        if commit is None or not colon:
            return commit
        return at_path(commit.tree, path.strip("/"))

    def revision(self, name: str) -> pygit2.Commit | None:
        """A commit by full oid, full reference name, branch name or `HEAD`."""
        if FULL_OID.fullmatch(name):
            found = self.git.get(name)
            return found if isinstance(found, pygit2.Commit) else None
        oid = self.tip(name.removeprefix("refs/heads/").removeprefix("heads/"))
        if oid is None and name.startswith("refs/pull/") and name in self.git.references:
            oid = str(self.git.references[name].target)
        return self.commit_at(oid) if oid else None

    def merge_base(self, one: str, other: str) -> str | None:
        found = self.git.merge_base(pygit2.Oid(hex=one), pygit2.Oid(hex=other))
        return str(found) if found else None

    def changes(self, base: str, head: str) -> tuple[Change, ...]:
        """What `head` changes since it left `base` (three dots), sorted by path."""
        if (base, head) not in self._changes:
            root = self.merge_base(base, head) or base
            self._changes[base, head] = between(self.git, root, head)
        return self._changes[base, head]

    def commits(self, base: str, head: str) -> tuple[pygit2.Commit, ...]:
        """The commits of `head` that `base` does not have, oldest first."""
        if (base, head) not in self._commits:
            walker = self.git.walk(pygit2.Oid(hex=head), SortMode.TOPOLOGICAL | SortMode.REVERSE)
            walker.hide(pygit2.Oid(hex=base))
            self._commits[base, head] = tuple(walker)
        return self._commits[base, head]


def at_path(tree: pygit2.Tree, path: str) -> pygit2.Object | None:
    """The blob or tree at `path`; the tree itself for an empty path."""
    if not path:
        return tree
    try:
        return tree[path]
    except KeyError:
        return None
