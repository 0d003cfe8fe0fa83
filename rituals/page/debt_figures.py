"""The debt ledger's figures, as far as its issue tells them: people may have edited it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from debt.figures import read_figures
from debt.issue_text import is_ledger
from rituals.engine.facts import OwnIssue

_MOST_MONTHS: Final = 12
_LARGEST: Final = 100_000


@dataclass(frozen=True, slots=True)
class DebtMonth:
    """What was taken and repaid in a month; `first` is its first day."""

    first: date
    taken: int
    repaid: int


@dataclass(frozen=True, slots=True)
class DebtFigures:
    """`months` oldest first, at most twelve, never empty; `issue` is the ledger's number."""

    issue: int
    open: int
    overdue: int
    months: tuple[DebtMonth, ...]


def debt_figures(own_issues: Sequence[OwnIssue]) -> DebtFigures | None:
    """The figures of the newest open ledger among issues of ours; None where there are none."""
    ledgers = [issue for issue in own_issues if issue.is_open and is_ledger(issue.body)]
    newest = max(ledgers, key=lambda issue: issue.number, default=None)
    told = read_figures(newest.body) if newest else None
    if newest is None or told is None:
        return None
    try:
        months = tuple(_month(row) for row in list(told["months"])[-_MOST_MONTHS:])
        counts = _count(told["open"]), _count(told["overdue"])
    except (KeyError, IndexError, TypeError, ValueError):
        return None
    return DebtFigures(newest.number, *counts, months) if months else None


def _month(row: Any) -> DebtMonth:
    name, taken, repaid = row[0], row[1], row[2]
    return DebtMonth(date.fromisoformat(f"{name}-01"), _count(taken), _count(repaid))


def _count(told: Any) -> int:
    """Raises `ValueError` for what is no plausible count."""
    if not isinstance(told, int) or not 0 <= told <= _LARGEST:
        raise ValueError(told)
    return told
