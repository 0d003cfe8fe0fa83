"""The postmortems that a pull request adds or edits, each with the lines that are its own."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from snapshot.diff import added_lines
from snapshot.document import read_document
from snapshot.facts import Snapshot
from snapshot.postmortem import Postmortem
from snapshot.postmortem_reading import read_postmortem


@dataclass(frozen=True, slots=True)
class Touched:
    """A postmortem at the head. `lines` are its visible ones (code is blank). `added` are the
    numbers of those that the pull request brings; `is_new`: it brings all of it.
    """

    postmortem: Postmortem
    lines: tuple[str, ...]
    added: frozenset[int]
    is_new: bool

    @property
    def path(self) -> str:
        return self.postmortem.path


def touched_postmortems(snapshot: Snapshot) -> Iterator[Touched]:
    """Those whose text was read, by path; a file that was merely renamed is left out."""
    texts = {text.path: text.text for text in snapshot.postmortem_texts}
    for file in snapshot.pull_request.files:
        if file.path not in texts or (file.kind == "renamed" and not file.changed_lines):
            continue
        text = texts[file.path]
        lines = tuple(read_document(file.path, text).lines)
        is_new = file.kind in ("added", "copied")
        brought = (line.number for line in added_lines(file))
        # Of a diff that is too large to show, all lines count.
        own = frozenset(brought if file.patch and not is_new else range(1, len(lines) + 1))
        yield Touched(read_postmortem(file.path, text), lines, own, is_new)


def touched_paths(snapshot: Snapshot) -> tuple[str, ...]:
    """The paths of all postmortems that are there once the pull request is merged and that it
    changes, whether or not their text was read.
    """
    customs = snapshot.postmortem_customs
    files = snapshot.pull_request.files
    return tuple(f.path for f in files if f.kind != "removed" and customs.holds(f.path))
