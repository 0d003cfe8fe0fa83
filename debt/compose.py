"""From the issues about debt to the ledger."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import date

from debt.ledger import MONTHS_SHOWN, QUARTERS_SHOWN, AreaAccount, Ledger, SourceAccount
from debt.periods import before, month_number, months, quarters
from debt.piece import DebtPiece
from debt.wishes import DebtWishes
from snapshot.codeowners import Codeowners
from snapshot.debt_areas import NO_AREA, DebtAreas
from snapshot.facts import Repository


def compose_ledger(
    repository: Repository,
    label: str,
    pieces: Sequence[DebtPiece],
    wishes: DebtWishes,
    owners: Codeowners | None,
    today: date,
) -> Ledger:
    """The ledger of all `pieces`, in any order; `owners` is None without CODEOWNERS.

    It depends on nothing else: the same issues on the same day make the same ledger.
    """
    pieces = sorted(pieces, key=lambda piece: (piece.opened_at, piece.number))
    overdue = [piece for piece in pieces if piece.is_overdue(today)]
    shown = months(pieces, today, MONTHS_SHOWN)
    first_month = month_number(today) - len(shown) + 1
    return Ledger(
        repository=repository,
        label=label,
        today=today,
        taken=len(pieces),
        repaid=sum(not piece.is_open and piece.is_repaid for piece in pieces),
        dropped=sum(not piece.is_open and not piece.is_repaid for piece in pieces),
        open=tuple(piece for piece in pieces if piece.is_open),
        overdue=tuple(sorted(overdue, key=lambda piece: (piece.payback or today, piece.number))),
        months=shown,
        earlier=before(pieces, first_month),
        quarters=quarters(pieces, today, QUARTERS_SHOWN),
        areas=_areas(pieces, wishes, DebtAreas(wishes.areas, owners), today, first_month),
        sources=_sources(pieces),
    )


def areas_of(pieces: Sequence[DebtPiece], areas: DebtAreas) -> Mapping[str, list[DebtPiece]]:
    """The pieces of each area, by its name; a piece that lies in two is in both."""
    found: dict[str, list[DebtPiece]] = defaultdict(list)
    for piece in pieces:
        for area in areas.of_issue(piece.paths, piece.labels):
            found[area].append(piece)
    return found


def _areas(
    pieces: Sequence[DebtPiece],
    wishes: DebtWishes,
    areas: DebtAreas,
    today: date,
    first_month: int,
) -> tuple[AreaAccount, ...]:
    by_area = areas_of(pieces, areas)
    known = {name.casefold() for name in by_area}
    budgeted = [b.area for b in wishes.budgets if b.area.casefold() not in known]
    found = []
    for name in (*by_area, *budgeted):
        own = by_area.get(name, [])
        budget = wishes.budget_of(name)
        found.append(
            AreaAccount(
                area=name,
                open=sum(piece.is_open for piece in own),
                overdue=sum(piece.is_overdue(today) for piece in own),
                taken=sum(month_number(p.opened_at.date()) >= first_month for p in own),
                repaid=sum(_was_repaid_since(piece, first_month) for piece in own),
                budget=budget.most if budget else None,
            )
        )
    return tuple(
        sorted(found, key=lambda one: (one.area == NO_AREA, -one.open, -one.taken, one.area))
    )


def _was_repaid_since(piece: DebtPiece, first_month: int) -> bool:
    closed = piece.closed_at
    return closed is not None and piece.is_repaid and month_number(closed.date()) >= first_month


def _sources(pieces: Sequence[DebtPiece]) -> tuple[SourceAccount, ...]:
    by_source: dict[int, list[DebtPiece]] = defaultdict(list)
    for piece in pieces:
        by_source[piece.source].append(piece)
    found = [
        SourceAccount(number, len(own), sum(piece.is_open for piece in own))
        for number, own in by_source.items()
    ]
    return tuple(sorted(found, key=lambda one: (-one.open, -one.taken, -one.pull_request)))
