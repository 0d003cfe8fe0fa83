"""What a team wants done about its debt, beside judging pull requests."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from snapshot.area import Area

OverBudget = Literal["advise", "fail"]


@dataclass(frozen=True, slots=True)
class HotspotWishes:
    """Look for hotspots in what the last `months` merged; the `most` highest are told of."""

    months: int = 6
    most: int = 20


@dataclass(frozen=True, slots=True)
class Budget:
    """At most `most` open pieces of debt in the area of this name, in any case."""

    area: str
    most: int


@dataclass(frozen=True, slots=True)
class WorkLabels:
    """The labels of a pull request that takes (`up`) or repays (`down`) debt; "" for none."""

    up: str = ""
    down: str = ""


@dataclass(frozen=True, slots=True)
class DebtWishes:
    """`ledger`: whether its issue is kept. `areas` are the parts that debt is counted by, those of
    the section `areas:` where `debt:` names none; empty: by CODEOWNERS, else by top folder.
    `over_budget` says what a pull request meets that takes debt where a budget is used up.
    `hotspots` is None where nobody wants them.
    """

    ledger: bool = False
    areas: tuple[Area, ...] = ()
    budgets: tuple[Budget, ...] = ()
    over_budget: OverBudget = "advise"
    hotspots: HotspotWishes | None = HotspotWishes()
    labels: WorkLabels = WorkLabels()

    def budget_of(self, area: str) -> Budget | None:
        """The budget of an area, by its name in any case."""
        key = area.casefold()
        return next((budget for budget in self.budgets if budget.area.casefold() == key), None)


NO_WISHES = DebtWishes()
"""Those of a team that has said nothing: no ledger and no budgets, but hotspots."""
