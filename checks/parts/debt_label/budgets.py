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
    it repays. It takes what names no issue, and the issues that were opened for it; those are
    counted among the open ones already. An issue of others, named once more, is no more debt.
    """
    standing = snapshot.debt_standing
    if standing is None or not standing.has_budgets:
        return
    owners = parse(snapshot.codeowners.text) if snapshot.codeowners else None
    areas = DebtAreas(standing.named, owners)
    nameless = _by_area((piece.path for piece in taken if not piece.named), areas)
    own = _own_by_area(taken, snapshot, areas)
    gone = _by_area((piece.path for piece in repaid), areas)
    for name, count in sorted((nameless + own).items()):
        area = standing.of(name)
        if area and area.budget is not None and count > gone[name]:
            excess = area.open + nameless[name] - area.budget
            if excess > 0:
                before = max(area.open - own[name], 0)
                yield _finding(area, area.budget, before, count, excess, standing.over_budget_fails)


def _own_by_area(taken: Sequence[Piece], snapshot: Snapshot, areas: DebtAreas) -> Counter[str]:
    """How many open issues were opened for this change, by area."""
    number = snapshot.pull_request.number
    named = snapshot.named_issues or ()
    own = {each.number for each in named if each.source == number and each.state == "open"}
    pairs = {
        (name, issue)
        for piece in taken
        for issue in own.intersection(piece.named.own)
        for name in areas.of_path(piece.path)
    }
    return Counter(name for name, _ in pairs)


def _by_area(paths: Iterator[str], areas: DebtAreas) -> Counter[str]:
    return Counter(name for path in paths for name in areas.of_path(path))


def _finding(
    area: AreaStanding, budget: int, before: int, count: int, excess: int, fails: bool
) -> Finding:
    """`before` are the open pieces without the `count` of this change; `excess`: by how much all of
    them are over the budget.
    """
    shown = code(area.area)
    close = f"close {plural(excess, 'issue')} with the debt label in {shown}, or "
    where = "`debt.over_budget` is `fail`, so this" if fails else "The budget"
    stands = "fails until then" if fails else "stands under `debt.budgets`"
    return Finding(
        what=f"{shown} has {plural(before, 'open piece')} of debt and a budget of {budget:,}; "
        f"this change takes {count:,} more there.",
        remedy=f"Repay before taking more: {close if excess <= area.open else ''}settle here what "
        f"this change takes. {where} {stands}.",
        insists=fails,
    )
