"""package-lock.json as a witness: it repeats the direct dependencies of package.json word for word.

A hunk of package.json seldom shows which section it is in, and entries of `overrides` look like
dependencies. Only the latter stand in the lock file with the range that package.json gives them.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from posixpath import basename, dirname

from snapshot.changed_file import ChangedFile
from snapshot.diff import added_lines

_ENTRY = re.compile(r'"[^"]+": "[^"]*"')
_LISTS_PACKAGES = '"node_modules/'
"""In the patch of a lock file that lists direct dependencies as well (since npm 7)."""


def locked_lines(path: str, files: Sequence[ChangedFile]) -> frozenset[str] | None:
    """The entries that the lock file of the package.json at `path` gained.

    None when there is no witness: another manifest, or no lock file that was changed with it and
    shows how.
    """
    if basename(path) != "package.json":
        return None
    for file in files:
        if _locks(file.path, path) and file.patch and _LISTS_PACKAGES in file.patch:
            return frozenset(_entry(line.text) for line in added_lines(file))
    return None


def is_override(line: str, lock: frozenset[str] | None) -> bool:
    """Whether the added line of a package.json is an entry that `lock` does not repeat."""
    return lock is not None and bool(_ENTRY.fullmatch(_entry(line))) and _entry(line) not in lock


def _entry(line: str) -> str:
    """The line without what depends on its place."""
    return line.strip().rstrip(",")


def _locks(lock: str, path: str) -> bool:
    """Whether `lock` is the lock file of the package at `path` or of its workspace."""
    home = dirname(lock)
    return basename(lock) == "package-lock.json" and (
        not home or dirname(path) == home or dirname(path).startswith(f"{home}/")
    )
