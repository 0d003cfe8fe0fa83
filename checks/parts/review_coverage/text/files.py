"""The map in words: many files in a few, by their folders."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from checks.engine.words import code_path, listing, plural
from snapshot.changed_file import ChangedFile

_MOST_NAMED = 3


def paths(files: Sequence[ChangedFile], most: int) -> list[str]:
    """Files one by one when there are at most `most`, else at most as many folders with a count;
    each a line of Markdown.
    """
    if len(files) <= most:
        return [_path(file) for file in files]
    counts = _by_folder(files, most)
    shown = counts if len(counts) <= most else counts[: most - 1]
    lines = [f"{code_path(folder)}: {plural(count, 'file')}" for folder, count in shown]
    if hidden := counts[len(shown) :]:
        more = sum(count for _, count in hidden)
        lines.append(f"and {plural(more, 'more file')} in {plural(len(hidden), 'folder')}")
    return lines


def where(files: Sequence[ChangedFile]) -> str:
    """`1 file: src/a.py`, or `6 files in src/, docs/ and 2 more folders`."""
    count = plural(len(files), "file")
    if len(files) <= _MOST_NAMED:
        return f"{count}: {listing([_path(file) for file in files], _MOST_NAMED)}"
    folders = [code_path(folder) for folder, _ in _by_folder(files, _MOST_NAMED)]
    if len(folders) > _MOST_NAMED:
        more = plural(len(folders) - _MOST_NAMED, "more folder")
        folders = [*folders[:_MOST_NAMED], more]
    return f"{count} in {listing(folders, len(folders))}"


def rest(files: Sequence[ChangedFile]) -> str:
    """`2,914 more files in 31 folders`."""
    return f"{plural(len(files), 'more file')} in {plural(len(_folders(files)), 'folder')}"


def _path(file: ChangedFile) -> str:
    shown = code_path(file.path)
    if len(file.paths) > 1 and file.previous_path:
        return f"{shown} (was {code_path(file.previous_path)})"
    return shown


def _by_folder(files: Sequence[ChangedFile], few: int) -> list[tuple[str, int]]:
    """Folders and how many of the files lie in them, the most first: as deep as there are `few`, or
    the topmost ones.
    """
    exact = _folders(files)
    counts, depth = _at_depth(exact, 1), 1
    deepest = max(folder.count("/") for folder in exact)
    # Deeper there are never fewer.
    while depth < deepest and len(counts) <= few:
        depth += 1
        deeper = _at_depth(exact, depth)
        if len(deeper) > few:
            break
        counts = deeper
    return sorted(
        ((f"{folder.rstrip('/') or '.'}/", count) for folder, count in counts.items()),
        key=lambda pair: (-pair[1], pair[0]),
    )


def _at_depth(folders: Counter[str], depth: int) -> Counter[str]:
    counts: Counter[str] = Counter()
    for folder, count in folders.items():
        counts["/".join(folder.split("/", depth)[:depth])] += count
    return counts


def _folders(files: Sequence[ChangedFile]) -> Counter[str]:
    """The files in each folder; its name ends with a slash, "" for the root."""
    return Counter(file.path[: file.path.rfind("/") + 1] for file in files)
