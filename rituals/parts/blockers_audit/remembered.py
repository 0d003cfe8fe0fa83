"""What one audit leaves for the next: a hidden line in its issue, as GitHub is the only memory.

People may edit an issue, so whatever does not read as ours is left out, and numbers have bounds.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import accumulate
from typing import Final
from urllib.parse import quote, unquote

MOST_BLOCKERS: Final = 300
MOST_TIMES: Final = 20
"""How many times of blockers that were removed are kept, to compare the next ones with."""

_BLOCK: Final = re.compile(
    r"^<!-- plumbline:blockers(?P<entries>(?: \S{1,1000})*) -->[ \t\r]*$", re.MULTILINE
)
_LONGEST: Final = 60_000
_LONGEST_ENTRIES: Final = 24_000
"""Characters: more would leave no room in an issue for what people read."""

_MOST_OTHERS: Final = 50
"""Entries that are no blockers: a ladder takes no more than six times five."""

_ENTRY: Final = re.compile(
    r"(?P<reference>(?:[A-Za-z0-9-]{1,100}/[\w.-]{1,100})?#[0-9]{1,10})"
    # Fifty characters, of which each may be quoted as four bytes.
    r"=(?P<days>[0-9]{1,5}|-):(?P<label>\S{1,600})",
    re.ASCII,
)
_RUNG: Final = re.compile(
    r"rung=(?P<days>[0-9]{1,4}):(?P<name>[A-Za-z0-9][\w-]{0,99}(?:/[\w.-]{1,100})?)", re.ASCII
)
_NO_RUNGS: Final = "rung=-"
_CUT: Final = "cut"
_TIMES: Final = re.compile(r"removed=(?P<days>[0-9]{1,5}(?:,[0-9]{1,5}){0,19})", re.ASCII)


Ladder = tuple[tuple[int, str], ...]


@dataclass(frozen=True, slots=True)
class Seen:
    """A blocker as the audit before had it: `days` with the label, None when not known; `label` is
    the first of its labels.
    """

    days: int | None
    label: str


@dataclass(frozen=True, slots=True)
class Remembered:
    """`blockers` were open at the audit before, by reference; `times` are the days that those were
    blocked which were removed last, the oldest first. `ladder` says after how many days whom the
    policy told then (`owner`, a login or a team), None when that is not known. `is_cut`: more were
    open than there was room for, or than can be read.
    """

    blockers: Mapping[str, Seen] = field(default_factory=dict)
    times: tuple[int, ...] = ()
    ladder: Ladder | None = None
    is_cut: bool = False


def read_remembered(body: str) -> Remembered | None:
    """What the issue of an audit remembers, None when it has no such line, or has lost it."""
    found = _BLOCK.search(body[:_LONGEST])
    if found is None:
        return None
    blockers: dict[str, Seen] = {}
    times: tuple[int, ...] = ()
    ladder: Ladder | None = None
    is_cut = False
    for text in found["entries"].split()[: MOST_BLOCKERS + _MOST_OTHERS]:
        if entry := _ENTRY.fullmatch(text):
            days = None if entry["days"] == "-" else int(entry["days"])
            blockers[entry["reference"]] = Seen(days, unquote(entry["label"]))
        elif kept := _TIMES.fullmatch(text):
            times = tuple(map(int, kept["days"].split(",")))
        elif rung := _RUNG.fullmatch(text):
            ladder = (*(ladder or ()), (int(rung["days"]), rung["name"]))
        elif text == _NO_RUNGS:
            ladder = ladder or ()
        else:
            is_cut = True
    return Remembered(blockers, times, ladder, is_cut)


def remembering(blockers: Iterable[tuple[str, Seen]], times: Iterable[int], ladder: Ladder) -> str:
    """The hidden line that `read_remembered` reads."""
    entries = [
        f"{reference}={'-' if seen.days is None else seen.days}:{quote(seen.label, safe='')}"
        for reference, seen in blockers
    ]
    kept = _fitting(entries)
    cut = [_CUT] if len(kept) < len(entries) else []
    last = [str(days) for days in times][-MOST_TIMES:]
    parts = [f"removed={','.join(last)}"] if last else []
    rungs = [f"rung={days}:{name}" for days, name in ladder] or [_NO_RUNGS]
    return " ".join(("<!-- plumbline:blockers", *parts, *rungs, *cut, *kept, "-->"))


def _fitting(entries: Sequence[str]) -> Sequence[str]:
    """The first of them, as many as there is room for."""
    lengths = accumulate(len(entry) + 1 for entry in entries)
    fit = sum(1 for length in lengths if length <= _LONGEST_ENTRIES)
    return entries[: min(fit, MOST_BLOCKERS)]
