"""A patch in GitHub's form (a unified diff without file headers), read line by line.

Never raises: what is not a hunk is skipped, because a patch is what somebody's push brought along.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from snapshot.changed_file import ChangedFile, Hunk, PatchLine

_HUNK_HEADER = re.compile(r"@@ -(\d{1,9})(?:,\d{1,9})? \+(\d{1,9})(?:,\d{1,9})? @@")


@lru_cache(maxsize=1)
def hunks(patch: str | None) -> tuple[Hunk, ...]:
    """The hunks of `patch` in its order; none for None, for an empty text and for garbage.

    The last ones are remembered, because many ask for them one after another.
    """
    found: list[Hunk] = []
    lines: list[str] = []
    header: re.Match[str] | None = None
    # Only "\n" ends a line of a patch: form feeds and Unicode separators belong to its text.
    for line in (patch or "").removesuffix("\n").split("\n"):
        opening = _HUNK_HEADER.match(line)
        if opening is None:
            lines.append(line)
            continue
        _close(found, header, lines)
        header, lines = opening, []
    _close(found, header, lines)
    return tuple(found)


def added_lines(file: ChangedFile) -> tuple[PatchLine, ...]:
    """The lines `file` adds, in order, numbered as in the new file."""
    return tuple(line for hunk in hunks(file.patch) for line in hunk.lines if line.kind == "added")


def _close(found: list[Hunk], header: re.Match[str] | None, lines: list[str]) -> None:
    """Add the hunk that `header` opened; lines before the first header belong to none."""
    if header is not None:
        found.append(Hunk(tuple(_numbered(lines, int(header[1]), int(header[2])))))


def _numbered(lines: list[str], old: int, new: int) -> Iterator[PatchLine]:
    """The lines of one hunk, the first of which is line `old` / `new` of the two files."""
    for line in lines:
        mark, text = line[:1], line[1:].removesuffix("\r")
        if mark == "+":
            yield PatchLine("added", new, text)
            new += 1
        elif mark == "-":
            yield PatchLine("removed", old, text)
            old += 1
        elif mark in (" ", "\r", ""):  # mail and editors strip the space of an empty line
            yield PatchLine("context", new, text)
            old, new = old + 1, new + 1
