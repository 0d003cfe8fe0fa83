"""What is known of our issues about incidents and actions, from one turn to the next."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Tracked:
    """An issue of ours, open or closed, and the action that it was opened for."""

    path: str
    key: str
    issue: int


@dataclass(frozen=True, slots=True)
class Known:
    """What our issues, open and closed, stand for."""

    incidents: frozenset[int] = frozenset()
    tracked: tuple[Tracked, ...] = ()
