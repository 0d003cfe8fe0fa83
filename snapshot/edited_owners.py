"""CODEOWNERS as a pull request that edits it leaves it."""

from __future__ import annotations

from dataclasses import dataclass

from snapshot.changed_file import ChangedFile
from snapshot.codeowners import LOCATIONS


@dataclass(frozen=True, slots=True)
class OwnersError:
    """What GitHub itself finds wrong. Line and column count from 1; `kind` is GitHub's word for it
    ("Unknown owner", "Invalid pattern", "Invalid owner"), `source` the whole line, `suggestion`
    GitHub's advice, "" without one.
    """

    line: int
    column: int
    kind: str
    source: str
    suggestion: str = ""


@dataclass(frozen=True, slots=True)
class EditedOwners:
    """`path` is the file that counts at the head: the first one there is, "" when there is none.

    `size` is in bytes; `text` is None when there is no such file or it is no text, or too large.
    `unused` are the other places that hold such a file, in GitHub's order. `errors` are
    GitHub's own, None where they are not known (in a local clone). `paths` are all files at the
    head, None when GitHub did not list them all.
    """

    path: str
    text: str | None
    size: int = 0
    unused: tuple[str, ...] = ()
    errors: tuple[OwnersError, ...] | None = None
    paths: tuple[str, ...] | None = None


def edits_owners(file: ChangedFile) -> bool:
    """Whether `file` is, or was, where GitHub looks for CODEOWNERS."""
    return any(path in LOCATIONS for path in file.paths)
