"""A patch as rows to show, with the annotations that stand on them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from sandbox.check_runs import Annotation

RowKind = Literal["hunk", "added", "removed", "context", "note"]

_HUNK = re.compile(r"@@ -(\d+)(?:,\d+)? \+(\d+)(?:,\d+)? @@(.*)")
_KINDS: dict[str, RowKind] = {"+": "added", "-": "removed", " ": "context"}


@dataclass(frozen=True, slots=True)
class Remark:
    """An annotation with the name of the check run it belongs to."""

    check: str
    annotation: Annotation


@dataclass(frozen=True, slots=True)
class Row:
    """A line of the diff view; numbers count from 1, None on the side where it is not."""

    kind: RowKind
    old: int | None
    new: int | None
    text: str
    remarks: tuple[Remark, ...] = ()


def rows(patch: str, remarks: Sequence[Remark]) -> tuple[Row, ...]:
    """The patch line by line; a remark stands below the last line it is about."""
    return tuple(_rows(patch, remarks))


def elsewhere(shown: Sequence[Row], remarks: Sequence[Remark]) -> tuple[Remark, ...]:
    """The remarks whose line the diff does not show."""
    placed = {id(remark) for row in shown for remark in row.remarks}
    return tuple(remark for remark in remarks if id(remark) not in placed)


def _rows(patch: str, remarks: Sequence[Remark]) -> Iterator[Row]:
    old = new = 0
    for line in patch.split("\n"):
        hunk = _HUNK.match(line)
        if hunk:
            old, new = int(hunk[1]), int(hunk[2])
            yield Row("hunk", None, None, line)
            continue
        kind = _KINDS.get(line[:1], "note")
        if kind == "note":
            yield Row(kind, None, None, line.removeprefix("\\ "))
            continue
        is_old, is_new = kind != "added", kind != "removed"
        there = tuple(r for r in remarks if is_new and r.annotation.end_line == new)
        yield Row(kind, old if is_old else None, new if is_new else None, line[1:], there)
        old, new = old + is_old, new + is_new
