"""Many path patterns asked at once: which of them match a path, and which is first or last?

Most are looked up in tables (`snapshot.glob_keys`), in a time that does not grow with their number.
The others go to RE2: those that begin with the same plain folders together, so that a path meets
only the ones of its own folders, in sets small enough for RE2's automaton to stay in memory.
Nothing here ever backtracks.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import takewhile
from typing import Any

import re2

from snapshot.glob_keys import Key, key_of, keys_of_file, keys_of_folder
from snapshot.glob_syntax import Glob

_SET_SIZE = 10_000
"""Bytes of regular expressions in one set: within `_SET_MEMORY` RE2 always builds its automaton."""
_SET_MEMORY = 8 << 20

_MOST_FOLDERS = 4_096
"""Files of one folder share most of what matches them; of so many folders that is remembered."""

_Placed = tuple[int, Glob]
_Sets = list[tuple[Any, tuple[int, ...]]]
_OfFolder = tuple[list[list[int]], _Sets]
"""Positions of patterns that match all in a folder, and the sets that its files have to meet."""


class PathIndex:
    """Positions are those in `globs`. What it answers never changes; the sets of a folder are
    compiled when the first path of that folder is asked for.
    """

    def __init__(self, globs: Sequence[Glob]) -> None:
        self._tables: dict[Key, list[int]] = {}
        self._waiting: dict[str, list[_Placed]] = {}
        self._sets: dict[str, _Sets] = {}
        self._folders: dict[str, _OfFolder] = {}
        for position, glob in enumerate(globs):
            key = key_of(glob)
            if key is None:
                self._waiting.setdefault(start_of(glob), []).append((position, glob))
            else:
                self._tables.setdefault(key, []).append(position)

    def first(self, path: str) -> int | None:
        """The position of the first pattern that matches `path`."""
        in_tables, in_sets = self._found(path)
        found = [positions[0] for positions in in_tables]
        found += [places[min(matched)] for matched, places in in_sets]
        return min(found, default=None)

    def last(self, path: str) -> int | None:
        """The position of the last pattern that matches `path`."""
        in_tables, in_sets = self._found(path)
        found = [positions[-1] for positions in in_tables]
        found += [places[max(matched)] for matched, places in in_sets]
        return max(found, default=None)

    def every(self, path: str) -> set[int]:
        """The positions of all patterns that match `path`."""
        in_tables, in_sets = self._found(path)
        found = {position for positions in in_tables for position in positions}
        for matched, places in in_sets:
            found.update(places[number] for number in matched)
        return found

    def _found(self, path: str) -> tuple[list[list[int]], list[tuple[list[int], tuple[int, ...]]]]:
        """Positions by tables; and by sets, as numbers within a set beside its positions."""
        folder, _, name = path.rpartition("/")
        of_folder, sets = self._folders.get(folder) or self._of_folder(folder)
        tables = self._tables
        own = [tables[key] for key in keys_of_file(folder, name) if key in tables] if tables else []
        if not sets:
            return of_folder + own, []
        encoded = path.encode("utf-8", "replace")
        matches = [(matcher.Match(encoded), places) for matcher, places in sets]
        return of_folder + own, [(matched, places) for matched, places in matches if matched]

    def _of_folder(self, folder: str) -> _OfFolder:
        tables = self._tables
        shared = [tables[key] for key in keys_of_folder(folder) if key in tables]
        starts = (start for start in _starts(folder) if start in self._waiting)
        found = (shared, [one for start in starts for one in self._compiled(start)])
        if len(self._folders) >= _MOST_FOLDERS:
            self._folders.clear()
        self._folders[folder] = found
        return found

    def _compiled(self, start: str) -> _Sets:
        sets = self._sets.get(start)
        if sets is None:
            sets = [
                (_compile(glob.regex for _, glob in chunk), tuple(place for place, _ in chunk))
                for chunk in _chunks(self._waiting[start])
            ]
            self._sets[start] = sets
        return sets


def is_plain(glob: Glob) -> bool:
    """True when `glob` is looked up in a table and costs no time of its own."""
    return not glob.wildcards or key_of(glob) is not None


def start_of(glob: Glob) -> str:
    """The plain folders that `glob` begins with: only paths below them can match."""
    if not glob.anchored:
        return ""
    names = (segment.literal for segment in glob.segments[:-1])
    return "/".join(name for name in takewhile(lambda name: name is not None, names) if name)


def _starts(folder: str) -> Iterator[str]:
    """`folder` and all above it, the root first."""
    yield ""
    end = folder.find("/")
    while end >= 0:
        yield folder[:end]
        end = folder.find("/", end + 1)
    if folder:
        yield folder


def _chunks(globs: Iterable[_Placed]) -> Iterator[list[_Placed]]:
    chunk: list[_Placed] = []
    size = 0
    for position, glob in globs:
        length = len(glob.regex.encode())
        if chunk and size + length > _SET_SIZE:
            yield chunk
            chunk, size = [], 0
        chunk.append((position, glob))
        size += length
    if chunk:
        yield chunk


def _compile(regexes: Iterable[str]) -> Any:
    options = re2.Options()
    options.log_errors = False  # RE2 would write to standard error
    options.never_capture = True
    options.dot_nl = True
    options.max_mem = _SET_MEMORY
    matcher = re2.Set.FullMatchSet(options)
    for regex in regexes:
        matcher.Add(regex)
    matcher.Compile()
    return matcher
