"""Many path patterns asked at once: which is the first, which the last that matches a path?

Nearly all patterns people write are a plain path, a plain name or `*.extension`; those are looked
up in tables, in a time that does not grow with their number. The others go to RE2, in sets small
enough for its automaton to stay in memory. Nothing here ever backtracks.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

import re2

from snapshot.glob_syntax import Glob

_SET_SIZE = 10_000
"""Bytes of regular expressions in one set: within `_SET_MEMORY` RE2 always builds its automaton."""
_SET_MEMORY = 8 << 20

Span = tuple[int, int]
"""The lowest and the highest position of the patterns that matched."""


class PathIndex:
    """Positions are those in `globs`; immutable after construction."""

    def __init__(self, globs: Sequence[Glob]) -> None:
        self._tables: dict[tuple[str, str], Span] = {}
        self._sets: list[tuple[Any, tuple[int, ...]]] = []
        odd: list[tuple[int, Glob]] = []
        for position, glob in enumerate(globs):
            key = _table_key(glob)
            if key is None:
                odd.append((position, glob))
            else:
                self._tables[key] = (self._tables.get(key, (position, 0))[0], position)
        for chunk in _chunks(odd):
            self._sets.append((_compile(g.regex for _, g in chunk), tuple(p for p, _ in chunk)))

    def first(self, path: str) -> int | None:
        """The position of the first pattern that matches `path`."""
        return min((low for low, _ in self._spans(path)), default=None)

    def last(self, path: str) -> int | None:
        """The position of the last pattern that matches `path`."""
        return max((high for _, high in self._spans(path)), default=None)

    def _spans(self, path: str) -> Iterator[Span]:
        tables = self._tables
        if tables:
            for key in _keys(path):
                if key in tables:
                    yield tables[key]
        if self._sets:
            encoded = path.encode("utf-8", "replace")
            for matcher, positions in self._sets:
                if found := matcher.Match(encoded):
                    yield positions[min(found)], positions[max(found)]


def is_plain(glob: Glob) -> bool:
    """True when `glob` is looked up in a table and costs no time of its own."""
    return _table_key(glob) is not None


def _table_key(glob: Glob) -> tuple[str, str] | None:
    """Where `glob` is found by `_keys`, None when it needs a regular expression."""
    *folders, last = glob.segments
    literals = [segment.literal for segment in folders]
    if None in literals or (folders and not glob.anchored):
        return None
    folder = "/".join(text for text in literals if text is not None)
    if last.literal is not None:
        kind = "path" if glob.anchored else "name"
        where = f"{folder}/{last.literal}" if folder else last.literal
        return (f"{kind} {glob.reach}", where)
    if last.is_any_name and glob.reach != "below":
        return ("in folder", folder) if glob.anchored else ("any", "")
    if not glob.anchored and glob.reach == "self_or_below" and last.regex.startswith(r"[^/]*\."):
        suffix = last.regex.removeprefix(r"[^/]*\.")
        return ("suffix", "." + suffix) if suffix.isalnum() and suffix.isascii() else None
    return None


def _keys(path: str) -> Iterator[tuple[str, str]]:
    """All table keys whose patterns match `path`."""
    yield ("any", "")
    folder, _, name = path.rpartition("/")
    yield ("in folder", folder)
    yield ("path self_or_below", path)
    yield from _name_keys(name)
    while folder:
        yield ("path self_or_below", folder)
        yield ("path below", folder)
        parent, _, name = folder.rpartition("/")
        yield ("name below", name)
        yield from _name_keys(name)
        folder = parent


def _name_keys(name: str) -> Iterator[tuple[str, str]]:
    yield ("name self_or_below", name)
    dot = name.rfind(".")
    if dot >= 0:
        yield ("suffix", name[dot:])


def _chunks(globs: Iterable[tuple[int, Glob]]) -> Iterator[list[tuple[int, Glob]]]:
    chunk: list[tuple[int, Glob]] = []
    size = 0
    for position, glob in globs:
        size += len(glob.regex.encode())
        if chunk and size > _SET_SIZE:
            yield chunk
            chunk, size = [], len(glob.regex.encode())
        chunk.append((position, glob))
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
