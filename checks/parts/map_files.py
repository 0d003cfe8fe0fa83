"""The map in words: many files in a few, by their folders."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from checks.engine.words import code_path, plural
from snapshot.changed_file import ChangedFile

MOST_ONE_BY_ONE = 6
_MOST_FOLDERS = 5
_SHORT = 80
_WHOLE = 4_096
"""More characters than GitHub allows in a path."""


def paths(files: Sequence[ChangedFile], most: int = MOST_ONE_BY_ONE) -> list[str]:
    """Files one by one when there are at most `most`, else their folders with a count; each a line
    of Markdown. Paths are cut unless more than usual is asked for.
    """
    if len(files) <= most:
        longest = _WHOLE if most > MOST_ONE_BY_ONE else _SHORT
        return [_path(file, longest) for file in files]
    counts = _by_folder(files)
    shown = counts[:_MOST_FOLDERS] if len(counts) > _MOST_FOLDERS + 1 else counts
    lines = [f"{code_path(folder)}: {plural(count, 'file')}" for folder, count in shown]
    if rest := counts[len(shown) :]:
        more = sum(count for _, count in rest)
        lines.append(f"and {plural(more, 'more file')} in {plural(len(rest), 'folder')}")
    return lines


def rest(files: Sequence[ChangedFile]) -> str:
    """`2,914 more files in 31 folders`."""
    return f"{plural(len(files), 'more file')} in {plural(len(_folders(files)), 'folder')}"


def _path(file: ChangedFile, longest: int) -> str:
    shown = code_path(file.path, longest)
    if len(file.paths) > 1 and file.previous_path:
        return f"{shown} (was {code_path(file.previous_path, longest)})"
    return shown


def _by_folder(files: Sequence[ChangedFile]) -> list[tuple[str, int]]:
    """Folders and how many of the files lie in them, the most first: as deep as they stay few."""
    counts = exact = _folders(files)
    deepest = max(folder.count("/") for folder in exact)
    for depth in range(deepest, 0, -1):
        counts = Counter()
        for folder, count in exact.items():
            counts["/".join(folder.split("/")[:depth])] += count
        if len(counts) <= _MOST_FOLDERS + 1:
            break
    return sorted(
        ((f"{folder.rstrip('/') or '.'}/", count) for folder, count in counts.items()),
        key=lambda pair: (-pair[1], pair[0]),
    )


def _folders(files: Sequence[ChangedFile]) -> Counter[str]:
    """The files in each folder; its name ends with a slash, "" for the root."""
    return Counter(file.path[: file.path.rfind("/") + 1] for file in files)
