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
Identity = tuple[str, str]
NOBODY = ("Nobody", "nobody@example.com")


class GitStore:
    """The branches and objects of one repository.

    Forks share the objects of the repository they come from, as on GitHub; `heads` is the folder
    of references that holds this repository's own branches.
    """

    def __init__(self, repository: pygit2.Repository, heads: str = "refs/heads/") -> None:
        self.git = repository
        self.heads = heads
        # Commits that are there, but that nobody is shown any more.
        self.forgotten: set[str] = set()
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
        author: Identity,
        when: datetime,
        parents: Sequence[str] = (),
        committer: Identity | None = None,
    ) -> str:
        """Write a commit: the first parent's tree with `files` put in (None removes one)."""
        index = pygit2.Index()
        if parents:
            index.read_tree(self.commit_at(parents[0]).tree)
        tree = self._with_files(index, files)
        return self.commit_tree(tree, message, author, when, parents, committer)

    def tree_with(self, tree: str, files: Mapping[str, Content]) -> str:
        """A tree with `files` put in (None removes one)."""
        index = pygit2.Index()
        index.read_tree(self.git[tree].peel(pygit2.Tree))
        return self._with_files(index, files)

    def _with_files(self, index: pygit2.Index, files: Mapping[str, Content]) -> str:
        for path, content in files.items():
            if content is None:
                index.remove(path)
                continue
            data = content.encode() if isinstance(content, str) else content
            index.add(pygit2.IndexEntry(path, self.git.create_blob(data), FileMode.BLOB))
        return str(index.write_tree(self.git))

    def commit_tree(
        self,
        tree: str,
        message: str,
        author: Identity,
        when: datetime,
        parents: Sequence[str] = (),
        committer: Identity | None = None,
    ) -> str:
        """Write a commit of an existing tree; on no branch yet."""
        seconds = int(when.timestamp())
        written, put = (pygit2.Signature(*who, seconds, 0) for who in (author, committer or author))
        oids: list[str | pygit2.Oid] = [pygit2.Oid(hex=parent) for parent in parents]
        return str(self.git.create_commit(None, written, put, message, pygit2.Oid(hex=tree), oids))

    def merged_tree(self, base: str, head: str) -> str | None:
        """The tree of a merge of both commits, None when they conflict."""
        index = self.git.merge_commits(pygit2.Oid(hex=base), pygit2.Oid(hex=head))
        return None if index.conflicts else str(index.write_tree(self.git))

    def replayed_tree(self, oid: str, onto: str) -> str | None:
        """The tree of `onto` with what commit `oid` changed put on top, None on a conflict."""
        commit, ground = self.commit_at(oid), self.commit_at(onto)
        return self._three_way(commit.parents[0].tree, ground.tree, commit.tree)

    def undone_tree(self, oid: str, onto: str) -> str | None:
        """The tree of `onto` without what commit `oid` changed, None on a conflict."""
        commit, ground = self.commit_at(oid), self.commit_at(onto)
        return self._three_way(commit.tree, ground.tree, commit.parents[0].tree)

    def _three_way(
        self, ancestor: pygit2.Tree, ours: pygit2.Tree, theirs: pygit2.Tree
    ) -> str | None:
        index = self.git.merge_trees(ancestor, ours, theirs)
        return None if index.conflicts else str(index.write_tree(self.git))

    def commit_at(self, oid: str) -> pygit2.Commit:
        found = self._commit_or_none(oid)
        if found is None:
            raise KeyError(oid)
        return found

    def has_commit(self, oid: str) -> bool:
        return self._commit_or_none(oid) is not None

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
            return self._commit_or_none(name)
        oid = self.tip(name.removeprefix("refs/heads/").removeprefix("heads/"))
        if oid is None and name.startswith("refs/pull/") and name in self.git.references:
            oid = str(self.git.references[name].target)
        return self.commit_at(oid) if oid else None

    def _commit_or_none(self, oid: str) -> pygit2.Commit | None:
        if not FULL_OID.fullmatch(oid) or oid in self.forgotten:
            return None
        found = self.git.get(oid)
        return found if isinstance(found, pygit2.Commit) else None

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
