"""Where the lines of a file stood in an earlier version of it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import cached_property
from itertools import chain

import pygit2
from pygit2.enums import DiffOption

_AS_GIT_BLAME = DiffOption.IGNORE_WHITESPACE | DiffOption.INDENT_HEURISTIC | DiffOption.FORCE_TEXT
LEAST_LETTERS = 20
"""Letters and digits that make a line unlike others; as many as `git blame -M` asks for."""

_BLANKS = b" \t\r\v\f"
_LEAST_ALIKE = 0.5
_MOST_CANDIDATES = 300


@dataclass(frozen=True, slots=True)
class _Change:
    """`old_count` lines from `old` on became `new_count` from `new` on; lines count from 1."""

    old: int
    old_count: int
    new: int
    new_count: int


class LineMap:
    """From the lines of `new` to those of `old`. A line that was only indented is the same."""

    def __init__(self, old: pygit2.Blob, new: pygit2.Blob) -> None:
        self._old, self._new = old, new
        self._claimed: set[int] = set()

    def same(self, line: int) -> int | None:
        """The line that was left alone; None when it was written or changed."""
        offset = 0
        for change in self._changes:
            if line < change.new:
                break
            if line < change.new + change.new_count:
                return None
            offset += change.old_count - change.new_count
        return line + offset

    def moved(self, line: int) -> int | None:
        """The line that was taken away elsewhere in the file and says the same; each only once."""
        wanted = self.text(line)
        if letters(wanted) < LEAST_LETTERS:
            return None
        removed = chain.from_iterable(map(_replaced, self._changes))
        found = (n for n in removed if self._old_lines[n - 1] == wanted)
        return self._claim(next((n for n in found if n not in self._claimed), None))

    def likely(self, line: int) -> int | None:
        """The line that was most likely reshaped into this one, among those it stands in for."""
        wanted = self.text(line)
        changed = (c for c in self._changes if c.new <= line < c.new + c.new_count)
        candidates = [n for change in changed for n in _replaced(change)][:_MOST_CANDIDATES]
        alike = [(self._likeness(wanted, n), -n) for n in candidates if n not in self._claimed]
        best = max(alike, default=(0.0, 0))
        return self._claim(-best[1]) if best[0] >= _LEAST_ALIKE else None

    def text(self, line: int) -> bytes:
        """The line of the new file without blanks; b"" when there is none."""
        return self._new_lines[line - 1] if 0 < line <= len(self._new_lines) else b""

    def _likeness(self, wanted: bytes, line: int) -> float:
        return SequenceMatcher(None, wanted, self._old_lines[line - 1], False).ratio()

    def _claim(self, line: int | None) -> int | None:
        if line is not None:
            self._claimed.add(line)
        return line

    @cached_property
    def _changes(self) -> tuple[_Change, ...]:
        patch = pygit2.Patch.create_from(self._old, self._new, flag=_AS_GIT_BLAME, context_lines=0)
        return tuple(map(_change, patch.hunks))

    @cached_property
    def _old_lines(self) -> Sequence[bytes]:
        return squeezed(self._old.data)

    @cached_property
    def _new_lines(self) -> Sequence[bytes]:
        return squeezed(self._new.data)


def squeezed(text: bytes) -> list[bytes]:
    """The lines of `text` without blanks."""
    return text.translate(None, _BLANKS).split(b"\n")


def letters(text: bytes) -> int:
    """How many ASCII letters and digits there are."""
    return sum(chr(sign).isalnum() for sign in text if sign < 128)


def _change(hunk: pygit2.DiffHunk) -> _Change:
    """Where nothing was there or is left, git names the line before."""
    old = hunk.old_start if hunk.old_lines else hunk.old_start + 1
    new = hunk.new_start if hunk.new_lines else hunk.new_start + 1
    return _Change(old, hunk.old_lines, new, hunk.new_lines)


def _replaced(change: _Change) -> Iterator[int]:
    return iter(range(change.old, change.old + change.old_count))
