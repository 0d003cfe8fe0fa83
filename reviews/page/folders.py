"""Puts thousands of files into a few dozen folders, so that a page of them can be read."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from reviews.page.map_seen import FileSeen

MOST_UNSORTED = 12
_MOST_FOLDERS = 40
_DEEPEST = 10


@dataclass(frozen=True, slots=True)
class Folder:
    """Files below `name` (`src/core/`, `/` for the top), in their order."""

    name: str
    files: tuple[FileSeen, ...]

    @property
    def lines(self) -> int:
        return sum(file.lines for file in self.files)


def folders_of(files: Sequence[FileSeen]) -> tuple[Folder, ...]:
    """As deep as forty folders allow; all files in one, "", where there are a dozen at most."""
    if len(files) <= MOST_UNSORTED:
        return (Folder("", tuple(files)),)
    best = _by_depth(files, 1)
    for depth in range(2, _DEEPEST + 1):
        deeper = _by_depth(files, depth)
        if len(deeper) > _MOST_FOLDERS:
            break
        if len(deeper) > len(best):
            best = deeper
    return tuple(Folder(name, tuple(some)) for name, some in sorted(best.items()))


def _by_depth(files: Sequence[FileSeen], depth: int) -> dict[str, list[FileSeen]]:
    found: dict[str, list[FileSeen]] = {}
    for file in files:
        names = file.path.split("/")[:-1][:depth]
        found.setdefault("".join(f"{name}/" for name in names) or "/", []).append(file)
    return found
