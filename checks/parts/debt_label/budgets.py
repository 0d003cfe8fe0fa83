"""Debt label: whether the areas in which debt is taken have room for it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from checks.engine.verdict import Finding
from checks.engine.words import code, plural
from checks.parts.debt_label.pieces import Piece
from snapshot.codeowners import parse
from snapshot.debt_areas import DebtAreas
from snapshot.debt_standing import AreaStanding
from snapshot.facts import Snapshot


def over_budget(
    taken: Sequence[Piece], repaid: Sequence[Piece], snapshot: Snapshot
) -> Iterator[Finding]:
    """A finding for each area whose budget is used up and in which the change takes more debt than
    it repays. Debt whose issue is named is counted among the open ones already.
    """
    standing = snapshot.debt_standing
    if standing is None or not any(area.budget is not None for area in standing.areas):
        return
    owners = parse(snapshot.codeowners.text) if snapshot.codeowners else None
    areas = DebtAreas(standing.named, owners)
    new = _by_area((piece.path for piece in taken), areas)
    gone = _by_area((piece.path for piece in repaid), areas)
    uncounted = _by_area((piece.path for piece in taken if not piece.named), areas)
    for name, count in sorted(new.items()):
        area = standing.of(name)
        if area and area.budget is not None and count > gone[name]:
            will_be = area.open + uncounted[name]
            if will_be > area.budget:
                excess = will_be - area.budget
                yield _finding(area, area.budget, count, excess, standing.over_budget_fails)


def _by_area(paths: Iterator[str], areas: DebtAreas) -> Counter[str]:
    return Counter(name for path in paths for name in areas.of_path(path))


def _finding(area: AreaStanding, budget: int, count: int, excess: int, fails: bool) -> Finding:
    """`excess`: by how much the open pieces will be over the budget."""
    shown = code(area.area)
    close = f"close {plural(excess, 'issue')} with the debt label in {shown}, or "
    where = "`debt.over_budget` is `fail`, so this" if fails else "The budget"
    stands = "fails until then" if fails else "stands under `debt.budgets`"
    return Finding(
        what=f"{shown} has {plural(area.open, 'open piece')} of debt and a budget of {budget:,}; "
        f"this change takes {count:,} more there.",
        remedy=f"Repay before taking more: {close if excess <= area.open else ''}settle here what "
        f"this change takes. {where} {stands}.",
        insists=fails,
    )
