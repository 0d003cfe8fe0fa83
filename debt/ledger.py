"""The ledger as a value: what was taken, repaid and is overdue, by period, area and source."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Final

from debt.piece import DebtPiece
from snapshot.facts import Repository

MONTHS_SHOWN: Final = 12
QUARTERS_SHOWN: Final = 8


@dataclass(frozen=True, slots=True)
class Period:
    """A calendar month (`2026-11`) or quarter (`2026-Q4`) in UTC: how many pieces were opened in
    it, closed as done, and closed otherwise.
    """

    name: str
    taken: int = 0
    repaid: int = 0
    dropped: int = 0

    @property
    def net(self) -> int:
        """By how much the open debt grew; below 0 it shrank."""
        return self.taken - self.repaid - self.dropped


@dataclass(frozen=True, slots=True)
class AreaAccount:
    """The debt of an area; `taken` and `repaid` are of the months shown. `budget` is how many may
    be open, None where there is none.
    """

    area: str
    open: int
    overdue: int
    taken: int
    repaid: int
    budget: int | None = None

    @property
    def excess(self) -> int:
        """How many are open beyond the budget, 0 when none is."""
        return 0 if self.budget is None else max(0, self.open - self.budget)


@dataclass(frozen=True, slots=True)
class SourceAccount:
    """The debt that a pull request took, 0 standing for all of which no source is known."""

    pull_request: int
    taken: int
    open: int


@dataclass(frozen=True, slots=True)
class Ledger:
    """A repository's debt on a day (UTC).

    `open` are all open pieces, the oldest first; `overdue` those past their day, the latest last.
    `months` and `quarters` end with the present one, oldest first, without gaps, and begin with the
    first in which anything happened, at most as many as are shown. `earlier` sums up what happened
    before `months`, None when nothing did. `areas` and `sources` are sorted by what is open; no
    area comes last.
    """

    repository: Repository
    label: str
    today: date
    taken: int
    repaid: int
    dropped: int
    open: tuple[DebtPiece, ...] = ()
    overdue: tuple[DebtPiece, ...] = ()
    months: tuple[Period, ...] = ()
    earlier: Period | None = None
    quarters: tuple[Period, ...] = ()
    areas: tuple[AreaAccount, ...] = ()
    sources: tuple[SourceAccount, ...] = ()
