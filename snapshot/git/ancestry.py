"""What became of files between a commit and its parent: new names, and lines taken elsewhere."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cached_property

import pygit2
from pygit2.enums import DeltaStatus, DiffFind

from snapshot.git.followed_lines import entry_of
from snapshot.git.line_map import LEAST_LETTERS, letters, squeezed

_MOST_FILES = 100
"""Of a commit that changes more, no line is looked for in other files."""
_LARGEST_FILE = 1_000_000


class Ancestry:
    """A commit beside one of its parents; each question is answered when it is first asked."""

    def __init__(self, parent: pygit2.Commit, commit: pygit2.Commit) -> None:
        self.parent, self._commit = parent, commit
        self._claimed: set[tuple[str, int]] = set()

    def blob(self, path: str) -> pygit2.Blob | None:
        """The file at `path` as the parent has it."""
        found = entry_of(self.parent.tree, path)
        return found if isinstance(found, pygit2.Blob) else None

    def former_name(self, path: str) -> str | None:
        """What the file at `path`, which the parent does not have, was called there."""
        return self._renames.get(path)

    def line_elsewhere(self, text: bytes) -> tuple[str, int] | None:
        """A line of the parent that says `text` (without blanks) and that the commit took away
        from another file: its path and number.
        """
        if letters(text) < LEAST_LETTERS:
            return None
        for path, old, new in self._changed_files:
            taken_away = old.count(text) - new.count(text)
            places = (n for n, line in enumerate(old, start=1) if line == text)
            for place in list(places)[: max(taken_away, 0)]:
                if (path, place) not in self._claimed:
                    self._claimed.add((path, place))
                    return path, place
        return None

    def _diff(self) -> pygit2.Diff:
        return self.parent.tree.diff_to_tree(self._commit.tree)

    @cached_property
    def _renames(self) -> dict[str, str]:
        diff = self._diff()
        if not any(delta.status == DeltaStatus.DELETED for delta in diff.deltas):
            return {}
        diff.find_similar(flags=DiffFind.FIND_RENAMES)
        return {
            delta.new_file.path: delta.old_file.path
            for delta in diff.deltas
            if delta.status == DeltaStatus.RENAMED
        }

    @cached_property
    def _changed_files(self) -> tuple[tuple[str, list[bytes], list[bytes]], ...]:
        deltas = list(self._diff().deltas)
        return tuple(self._read(deltas)) if len(deltas) <= _MOST_FILES else ()

    def _read(
        self, deltas: list[pygit2.DiffDelta]
    ) -> Iterator[tuple[str, list[bytes], list[bytes]]]:
        for delta in deltas:
            if delta.status not in (DeltaStatus.MODIFIED, DeltaStatus.DELETED):
                continue
            old = self.blob(delta.old_file.path)
            if old is None or old.size > _LARGEST_FILE:
                continue
            new = entry_of(self._commit.tree, delta.old_file.path)
            kept = new.data if isinstance(new, pygit2.Blob) else b""
            yield delta.old_file.path, squeezed(old.data), squeezed(kept)
