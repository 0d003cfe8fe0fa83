"""Hotspots: files that were changed often, are long, and needed mending again and again.

The score of a file is its weighted changes times the square root of its lines. A change weighs 1
when it is of today and half of that when it is half the time back; one that mended something weighs
three times as much. Hotspots are few: one in ten of the files touched at all, none of which is
short or was touched only once or twice. New versions of dependencies, which programs send, tell
nothing and do not count.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Final

from debt.hotspot_paths import may_be_hotspot
from snapshot.hotspot import Hotspot

MOST_PATHS: Final = 100
"""A change of more files is a sweeping one (a formatter, a move), and tells nothing of any file."""

LEAST_CHANGES: Final = 3
LEAST_LINES: Final = 50
DAYS_OF_A_MONTH: Final = 30.44
_FIX_WEIGHS: Final = 3.0
_PEOPLE: Final = 3
_BUMPING: Final = frozenset(
    {"dependabot", "dependabot-preview", "renovate", "renovate-bot", "pre-commit-ci", "snyk-bot"}
    | {"pyup-bot", "greenkeeper", "depfu", "github-actions", "imgbot", "scala-steward"}
)


@dataclass(frozen=True, slots=True)
class SeenChange:
    """A commit or merged pull request: the files it touched, by their paths after it; whether it
    mended something; when it came (UTC); who made it, a login or a name, "" when unknown.
    `renames` are pairs of old and new path.
    """

    paths: tuple[str, ...]
    is_fix: bool
    at: datetime
    by: str = ""
    renames: tuple[tuple[str, str], ...] = ()


def hotspots(
    history: Iterable[SeenChange],
    sizes: Mapping[str, int],
    *,
    now: datetime,
    months: int = 6,
    most: int = 20,
    one_in: int = 10,
    sizes_are_guessed: bool = False,
) -> tuple[Hotspot, ...]:
    """The files with the highest score, that first, ties by path: `most` of them, and no more than
    one in `one_in` of the files touched.

    `history` may come in any order. `sizes` are the lines of the files there are now, by path; what
    is not among them is left out as gone.
    """
    found = []
    all_touched = _touched(history, now, months)
    for path, touched in all_touched.items():
        lines = sizes.get(path, 0)
        if lines >= LEAST_LINES and touched.changes >= LEAST_CHANGES:
            found.append((touched.weight * math.sqrt(lines), path, touched, lines))
    found.sort(key=lambda entry: (-entry[0], entry[1]))
    most = min(most, math.ceil(len(all_touched) / one_in))
    return tuple(
        Hotspot(
            path=path,
            changes=touched.changes,
            fixes=touched.fixes,
            lines=lines,
            score=round(score, 1),
            rank=rank,
            months=months,
            people=tuple(name for name, _ in touched.people.most_common(_PEOPLE)),
            is_about=sizes_are_guessed,
        )
        for rank, (score, path, touched, lines) in enumerate(found[:most], start=1)
    )


def candidates(
    history: Iterable[SeenChange], *, now: datetime, months: int = 6, most: int = 200
) -> tuple[str, ...]:
    """The paths whose sizes are worth asking for: the `most` that weigh most, that first."""
    touched = _touched(history, now, months).items()
    weights = [(-one.weight, path) for path, one in touched if one.changes >= LEAST_CHANGES]
    return tuple(path for _, path in sorted(weights)[:most])


@dataclass(slots=True)
class _Touched:
    weight: float = 0.0
    changes: int = 0
    fixes: int = 0
    people: Counter[str] = field(default_factory=Counter)


def _touched(history: Iterable[SeenChange], now: datetime, months: int) -> dict[str, _Touched]:
    """By today's path, what the changes of these months did to a file."""
    span = timedelta(days=months * DAYS_OF_A_MONTH)
    recent = [change for change in history if now - span <= change.at]
    recent.sort(key=lambda change: change.at, reverse=True)
    found: dict[str, _Touched] = {}
    called_now: dict[str, str] = {}
    for change in recent:
        called_now |= {old: called_now.get(new, new) for old, new in change.renames if old != new}
        weight = 0.25 ** (max(now - change.at, timedelta()) / span)
        for path in _counting(change, called_now):
            one = found.setdefault(path, _Touched())
            one.weight += weight * (_FIX_WEIGHS if change.is_fix else 1.0)
            one.changes += 1
            one.fixes += change.is_fix
            if change.by:
                one.people[change.by] += 1
    return found


def _counting(change: SeenChange, called_now: Mapping[str, str]) -> Iterator[str]:
    if len(change.paths) > MOST_PATHS or change.by.casefold().removesuffix("[bot]") in _BUMPING:
        return
    moved = {old for old, _ in change.renames}
    for path in dict.fromkeys(called_now.get(path, path) for path in change.paths):
        if path not in moved and may_be_hotspot(path):
            yield path
