"""How many debt markers a change brought and took, file by file.

Counted are comment lines that hold a marker: added ones minus removed ones. A line that was moved
within the change counts on both sides and so not at all. Generated and vendored files are left out.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Final

from snapshot.changed_file import ChangedFile
from snapshot.comments import added_comments
from snapshot.generated import is_generated, says_generated
from snapshot.marker_words import marker_pattern
from snapshot.reading_allowance import Allowance

_HUNK: Final = re.compile(r"@@ -(\S+) \+(\S+) @@")
_OTHER_SIDE: Final = {"+": "-", "-": "+"}


@dataclass(frozen=True, slots=True)
class Growth:
    """Comment lines with debt markers that one file gained and lost; `path` is the new path."""

    path: str
    added: int
    removed: int

    @property
    def net(self) -> int:
        return self.added - self.removed


def debt_growth(files: Iterable[ChangedFile], markers: Sequence[str]) -> tuple[Growth, ...]:
    """The files whose markers changed, the greatest growth first.

    `markers` are looked for as `snapshot.marker_words` says.
    """
    words = marker_pattern(markers)
    allowance = Allowance()
    grown = [
        Growth(file.path, _count(file, words, allowance), _count(_reversed(file), words, allowance))
        for file in files
        if file.patch and not is_generated(file.path) and not says_generated(file)
    ]
    return tuple(sorted((g for g in grown if g.added or g.removed), key=lambda g: (-g.net, g.path)))


def _count(file: ChangedFile, words: re.Pattern[str], allowance: Allowance) -> int:
    comments = added_comments(file, words, allowance)
    return sum(1 for comment in comments if words.search(comment.text))


def _reversed(file: ChangedFile) -> ChangedFile:
    """The change that would undo this one: what it adds is what `file` removes."""
    lines = (file.patch or "").split("\n")
    return replace(
        file,
        path=file.previous_path or file.path,
        previous_path=None,
        kind="modified",
        patch="\n".join(map(_other_side, lines)),
    )


def _other_side(line: str) -> str:
    if line.startswith("@@"):
        return _HUNK.sub(r"@@ -\2 +\1 @@", line, count=1)
    return _OTHER_SIDE.get(line[:1], line[:1]) + line[1:]
