"""One changed file of a pull request, and the lines its patch adds and removes."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

ChangeKind = Literal["added", "modified", "removed", "renamed", "copied", "changed", "unchanged"]


@dataclass(frozen=True, slots=True)
class PatchLine:
    """A line of a patch.

    `number` counts from 1 in the new file for added and context lines, in the old file for removed
    ones. `text` has no leading +/-/space and no line end.
    """

    kind: Literal["added", "removed", "context"]
    number: int
    text: str


@dataclass(frozen=True, slots=True)
class Hunk:
    """Consecutive lines of a patch, in its order."""

    lines: tuple[PatchLine, ...]


@dataclass(frozen=True, slots=True)
class ChangedFile:
    """A file as GitHub lists it: `path` is the new path, `previous_path` the old one of a rename.

    `blob_oid` is the blob at the head (the removed blob for a removed file); `patch` is GitHub's
    unified diff without file headers, None for binary files and diffs too large to show. `entries`
    is how many of GitHub's list speak of it: two where a file was replaced by a link, or the like.
    """

    path: str
    kind: ChangeKind
    additions: int
    deletions: int
    previous_path: str | None = None
    blob_oid: str | None = None
    patch: str | None = None
    entries: int = 1

    @property
    def paths(self) -> tuple[str, ...]:
        """The new path, and the old one when the file was renamed."""
        if self.kind == "renamed" and self.previous_path:
            return (self.path, self.previous_path)
        return (self.path,)

    @property
    def changed_lines(self) -> int:
        return self.additions + self.deletions
