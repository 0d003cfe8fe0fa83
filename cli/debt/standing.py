"""What is known of a piece of debt, and of all of them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from checks.parts.debt_label.pieces import Piece
from cli.debt.asked import Asked
from cli.debt.searching import Found
from snapshot.git.authorship import Author
from snapshot.hotspot import Hotspot


@dataclass(frozen=True, slots=True)
class Standing:
    """A piece of debt that stands in the code: who wrote it with which commit, how many days ago.

    `is_at_least`: history ends there, so that it may be older. `areas` is never empty. `hotspot` is
    None where its file is none, or nobody asked.
    """

    piece: Piece
    text: str
    author: Author
    commit: str
    days: int
    is_at_least: bool
    areas: tuple[str, ...]
    hotspot: Hotspot | None = None

    @property
    def names_issue(self) -> bool:
        return bool(self.piece.named)


@dataclass(frozen=True, slots=True)
class Account:
    """`pieces` are those asked for, in the order asked for; `found` says what was searched.
    `hotspots` is None when nobody asked for them. `now` is the moment that ages are counted to.
    """

    asked: Asked
    repository: str
    branch: str
    commit: str
    now: datetime
    found: Found
    pieces: tuple[Standing, ...]
    hotspots: tuple[Hotspot, ...] | None
    months: int
    passed_over: int
    is_shallow: bool
    has_uncommitted: bool

    def by_area(self) -> Sequence[tuple[str, tuple[Standing, ...]]]:
        """The pieces by area, the area with most of them first; each piece once."""
        areas: dict[str, list[Standing]] = {}
        for each in self.pieces:
            areas.setdefault(", ".join(each.areas), []).append(each)
        ordered = sorted(areas.items(), key=lambda item: (-len(item[1]), item[0]))
        return [(name, tuple(pieces)) for name, pieces in ordered]
