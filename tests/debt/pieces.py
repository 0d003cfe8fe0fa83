"""Builders for pieces of debt and their ledger."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, date, datetime
from typing import Any

from debt.compose import compose_ledger
from debt.ledger import Ledger
from debt.piece import DebtPiece
from debt.wishes import DebtWishes
from snapshot.codeowners import Codeowners
from snapshot.facts import Repository

TODAY = date(2026, 11, 23)
SHOP = Repository("acme", "shop", "main", "https://github.com/acme/shop")


def at(day: str) -> datetime:
    """Noon of a day, UTC."""
    return datetime.fromisoformat(f"{day}T12:00:00").replace(tzinfo=UTC)


def piece(number: int, opened: str, closed: str = "", **given: Any) -> DebtPiece:
    """A piece of debt opened and closed on these days."""
    defaults: dict[str, Any] = {"title": f"Debt {number}", "is_repaid": True}
    end = at(closed) if closed else None
    return DebtPiece(number=number, opened_at=at(opened), closed_at=end, **(defaults | given))


def ledger(
    pieces: Sequence[DebtPiece],
    wishes: DebtWishes | None = None,
    owners: Codeowners | None = None,
    today: date = TODAY,
) -> Ledger:
    """The ledger of acme/shop."""
    return compose_ledger(SHOP, "debt", pieces, wishes or DebtWishes(), owners, today)
