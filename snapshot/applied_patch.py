"""A patch in GitHub's form laid on the text it led to: what was there before it.

Exact to the last byte, line ends and a missing one at the end included; what does not fit exactly
is no answer.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, field

_HUNK_HEADER = re.compile(r"@@ -(\d{1,9})(?:,(\d{1,9}))? \+(\d{1,9})(?:,(\d{1,9}))? @@")
_NO_LINE_END = "\\"
# What stands in a patch for bytes that are no UTF-8: nobody knows what was there.
_UNKNOWN_BYTES = "\N{REPLACEMENT CHARACTER}"


@dataclass(slots=True)
class _Hunk:
    """Lines with their ends; `old_start` and `new_start` count from 1, lengths as announced."""

    old_start: int
    old_length: int
    new_start: int
    new_length: int
    old: list[str] = field(default_factory=list)
    new: list[str] = field(default_factory=list)

    @property
    def is_whole(self) -> bool:
        return len(self.old) == self.old_length and len(self.new) == self.new_length


@dataclass(frozen=True, slots=True)
class LineCounts:
    """How often a patch removes and adds each line, wherever it stands."""

    removed: Counter[str]
    added: Counter[str]

    def __le__(self, other: LineCounts) -> bool:
        """True when `other` removes and adds all of it, and perhaps more."""
        return self.removed <= other.removed and self.added <= other.added


def line_counts(patch: str) -> LineCounts:
    """What `patch` removes and adds, without context and places. Never raises."""
    lines = patch.split("\n")
    removed = Counter(line[1:] for line in lines if line.startswith("-"))
    added = Counter(line[1:] for line in lines if line.startswith("+"))
    return LineCounts(removed, added)


def text_before(patch: str, text: str) -> str | None:
    """The text that `patch` turned into `text`; None when the two do not fit exactly."""
    hunks = _hunks(patch) if _is_certain(patch) else None
    if hunks is None:
        return None
    lines = _lines(text)
    before: list[str] = []
    at = 0
    for hunk in hunks:
        # Where there are no lines, the header names the one above.
        start = hunk.new_start - bool(hunk.new)
        before += lines[at:start]
        at = start + len(hunk.new)
        if start < 0 or lines[start:at] != hunk.new:
            return None
        if len(before) != hunk.old_start - bool(hunk.old):
            return None
        before += hunk.old
    before += lines[at:]
    found = "".join(before)
    # A line without an end in the midst of a text would have run into the next one.
    return found if _lines(found) == before else None


def _is_certain(patch: str) -> bool:
    """Whether it shows what is in the files, byte by byte."""
    try:
        patch.encode()
    except UnicodeEncodeError:
        return False
    return _UNKNOWN_BYTES not in patch


def _lines(text: str) -> list[str]:
    """With their ends; only a line feed ends one."""
    *whole, last = text.split("\n")
    lines = [f"{line}\n" for line in whole]
    return [*lines, last] if last else lines


def _hunks(patch: str) -> list[_Hunk] | None:
    """None when it is no patch, or not a whole one."""
    found: list[_Hunk] = []
    mark = ""
    for line in patch.removesuffix("\n").split("\n"):
        if (not found or found[-1].is_whole) and (header := _HUNK_HEADER.match(line)):
            found.append(_begun(header))
            continue
        if not found or (line[:1] != _NO_LINE_END and not _take(found[-1], line)):
            return None
        if line[:1] == _NO_LINE_END and not _cut_line_end(found[-1], mark):
            return None
        mark = line[:1]
    return found if found and all(hunk.is_whole for hunk in found) else None


def _begun(header: re.Match[str]) -> _Hunk:
    old_start, old_length, new_start, new_length = header.groups(default="1")
    return _Hunk(int(old_start), int(old_length), int(new_start), int(new_length))


def _take(hunk: _Hunk, line: str) -> bool:
    mark, text = line[:1], f"{line[1:]}\n"
    if mark in ("-", " "):
        hunk.old.append(text)
    if mark in ("+", " "):
        hunk.new.append(text)
    return mark in ("-", "+", " ") and bool(mark)


def _cut_line_end(hunk: _Hunk, mark: str) -> bool:
    """The last line, which `mark` began, has no end."""
    sides = {"-": (hunk.old,), "+": (hunk.new,), " ": (hunk.old, hunk.new)}.get(mark, ())
    for side in sides:
        side[-1] = side[-1].removesuffix("\n")
    return bool(sides)
