"""How much debt is open where, as it was counted last, and how much may be."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    # What asks whether debt is counted needs no patterns, and those take RE2 along.
    from snapshot.area import Area


@dataclass(frozen=True, slots=True)
class AreaStanding:
    """`open` pieces of debt in an area; `budget` is how many may be, None where there is none."""

    area: str
    open: int
    budget: int | None = None

    @property
    def left(self) -> int | None:
        """How many more may be taken, negative when there are too many; None without a budget."""
        return None if self.budget is None else self.budget - self.open


@dataclass(frozen=True, slots=True)
class DebtStanding:
    """The open debt of a repository as it was counted last.

    `areas` are those with open debt or a budget, by name; a piece that lies in two counts in both.
    `named` are the areas that the policy names for debt, from which `snapshot.debt_areas` tells
    where a path belongs. `over_budget_fails`: the team wants a used up budget to fail.
    """

    areas: tuple[AreaStanding, ...] = ()
    named: tuple[Area, ...] = ()
    over_budget_fails: bool = False

    @property
    def has_budgets(self) -> bool:
        """Whether any verdict rests on it."""
        return any(area.budget is not None for area in self.areas)

    def of(self, area: str) -> AreaStanding | None:
        """What is known of an area, by its name in any case."""
        key = area.casefold()
        return next((one for one in self.areas if one.area.casefold() == key), None)
