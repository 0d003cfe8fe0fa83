"""Where a line stems from, and how far back that is looked for."""

from __future__ import annotations

from dataclasses import dataclass

import pygit2


@dataclass(frozen=True, slots=True)
class Origin:
    """`commit` brought the line that is `place` in what was asked about; None for a line that is
    older than what was looked at. `is_at_least`: history ends there because the clone is shallow.
    """

    place: int
    commit: pygit2.Commit | None
    is_at_least: bool = False


@dataclass(frozen=True, slots=True)
class Bounds:
    """Commits in `ends` have parents that this clone lacks; those in `passed_over` only reshaped
    lines. Lines that stem from no commit in `within` are older; None: all history counts.
    """

    ends: frozenset[str] = frozenset()
    passed_over: frozenset[str] = frozenset()
    within: frozenset[str] | None = None


ALL_HISTORY = Bounds()
