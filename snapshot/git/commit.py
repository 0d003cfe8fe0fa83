"""One commit of a clone: its files, its records, and the pull requests merged up to it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

import pygit2

from snapshot.facts import RecordFile, Repository
from snapshot.git.identity import identity, web_address
from snapshot.git.opening import Point, objects_at_hand
from snapshot.git.trees import folder_at, record_files, text_file
from snapshot.record_family import RecordFamily


@dataclass(frozen=True, slots=True)
class RecordsAtCommit:
    """The records of a repository at one commit.

    `folders` are those that were read, sorted; `absent` the ones among those asked for that the
    commit does not have. `files` are sorted by path. `url` is the repository's address on the web,
    "" when the clone does not tell.
    """

    repository: Repository
    url: str
    branch: str
    commit_oid: str
    families: tuple[RecordFamily, ...]
    folders: tuple[str, ...]
    absent: tuple[str, ...]
    files: tuple[RecordFile, ...]


class CommitReader:
    """Reads files of one commit. `branch` is the branch it was found by, or what was asked for.

    Whatever reads raises CheckoutError where a partial clone lacks an object.
    """

    def __init__(self, git: pygit2.Repository, point: Point) -> None:
        self.git = git
        self.commit = point.commit
        self.branch = point.name
        self.repository = identity(git, point.name)

    @property
    def oid(self) -> str:
        return str(self.commit.id)

    @property
    def committed(self) -> datetime:
        """When the commit was made, in UTC."""
        return datetime.fromtimestamp(self.commit.commit_time, UTC)

    def paths(self) -> tuple[str, ...]:
        """All files, sorted by path; links and submodules too."""
        index = pygit2.Index()
        with objects_at_hand():
            index.read_tree(self.commit.tree)
        return tuple(entry.path for entry in index)

    def text(self, path: str) -> str | None:
        """The text of the file at `path`; None when there is no such text file."""
        with objects_at_hand():
            found = text_file(self.commit, path)
        return found.text if found else None

    def records(
        self, families: Iterable[RecordFamily], folders: Sequence[str] | None = None
    ) -> RecordsAtCommit:
        """The records below `folders`, those of `families` when None."""
        families = tuple(families)
        if folders is None:
            folders = [folder for family in families for folder in family.folders]
        wanted = sorted(set(folders))
        with objects_at_hand():
            there = tuple(folder for folder in wanted if folder_at(self.commit, folder))
            files = record_files(self.commit, there, families)
        return RecordsAtCommit(
            repository=self.repository,
            url=web_address(self.git),
            branch=self.branch,
            commit_oid=self.oid,
            families=families,
            folders=there,
            absent=tuple(folder for folder in wanted if folder not in there),
            files=files,
        )
