"""The files of a commit that people write in: what debt is searched in."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, fields

import pygit2
from pygit2.enums import FileMode

from snapshot.generated import is_generated
from snapshot.git.opening import objects_at_hand
from snapshot.lexers import has_no_comments

LARGEST_FILE = 1_000_000
"""Bytes; a larger file is data, or written by a program."""


@dataclass(slots=True)
class LeftOut:
    """How many files were not searched, by the reason."""

    generated: int = 0
    prose: int = 0
    large: int = 0
    binary: int = 0
    submodules: int = 0

    def take(self, other: LeftOut) -> None:
        """Count what was left out elsewhere as well."""
        for each in fields(self):
            setattr(self, each.name, getattr(self, each.name) + getattr(other, each.name))


@dataclass(frozen=True, slots=True)
class WorkFiles:
    """The files of a commit that can be searched, sorted by path; `left_out` counts the others,
    large and binary files as they are met. Links are counted nowhere: what they lead to is.
    """

    git: pygit2.Repository
    files: tuple[tuple[str, pygit2.Oid], ...]
    left_out: LeftOut = field(default_factory=LeftOut)

    def contents(self) -> Iterator[tuple[str, bytes | None]]:
        """Path and content of each file; None where it is too large or binary. Raises
        CheckoutError where a partial clone lacks one.
        """
        for path, oid in self.files:
            with objects_at_hand():
                blob = self.git[oid]
            yield path, self._content(blob)

    def _content(self, blob: pygit2.Object) -> bytes | None:
        if not isinstance(blob, pygit2.Blob):
            return None
        if blob.size > LARGEST_FILE:
            self.left_out.large += 1
            return None
        if blob.is_binary:
            self.left_out.binary += 1
            return None
        return blob.data


def work_files(
    git: pygit2.Repository, commit: pygit2.Commit, is_asked: Callable[[str], bool]
) -> WorkFiles:
    """Those whose path `is_asked`; generated, vendored and prose files are left out by their paths.
    Raises CheckoutError.
    """
    index = pygit2.Index()
    with objects_at_hand():
        index.read_tree(commit.tree)
    left_out, files = LeftOut(), []
    for entry in index:
        if not is_asked(entry.path):
            continue
        if entry.mode == FileMode.COMMIT:
            left_out.submodules += 1
        elif entry.mode == FileMode.LINK:
            continue
        elif is_generated(entry.path):
            left_out.generated += 1
        elif has_no_comments(entry.path):
            left_out.prose += 1
        else:
            files.append((entry.path, entry.id))
    return WorkFiles(git, tuple(files), left_out)
