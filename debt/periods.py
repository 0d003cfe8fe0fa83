"""Months and quarters of the calendar, in UTC."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from datetime import UTC, date, datetime

from debt.ledger import Period
from debt.piece import DebtPiece

NameOf = Callable[[int], str]


def month_number(day: date) -> int:
    """Months since the year 0."""
    return day.year * 12 + day.month - 1


def months(pieces: Sequence[DebtPiece], today: date, most: int) -> tuple[Period, ...]:
    """The last months up to today's, oldest first; none before the first piece."""
    return _periods(pieces, month_number(today), most, 1, _month_name)


def quarters(pieces: Sequence[DebtPiece], today: date, most: int) -> tuple[Period, ...]:
    """The same for quarters."""
    return _periods(pieces, month_number(today) // 3, most, 3, _quarter_name)


def before(pieces: Iterable[DebtPiece], first_month: int) -> Period | None:
    """What happened before a month, in one sum; None when nothing did."""
    taken = repaid = dropped = 0
    for piece in pieces:
        taken += _month(piece.opened_at) < first_month
        if piece.closed_at and _month(piece.closed_at) < first_month:
            repaid += piece.is_repaid
            dropped += not piece.is_repaid
    return Period("earlier", taken, repaid, dropped) if taken else None


def _periods(
    pieces: Sequence[DebtPiece], last: int, most: int, length: int, name_of: NameOf
) -> tuple[Period, ...]:
    taken: Counter[int] = Counter()
    repaid: Counter[int] = Counter()
    dropped: Counter[int] = Counter()
    for piece in pieces:
        taken[_month(piece.opened_at) // length] += 1
        if piece.closed_at:
            closed = repaid if piece.is_repaid else dropped
            closed[_month(piece.closed_at) // length] += 1
    first = max(last - most + 1, min(taken, default=last))
    return tuple(
        Period(name_of(number), taken[number], repaid[number], dropped[number])
        for number in range(first, last + 1)
    )


def _month(moment: datetime) -> int:
    return month_number(moment.astimezone(UTC).date())


def _month_name(number: int) -> str:
    return f"{number // 12}-{number % 12 + 1:02}"


def _quarter_name(number: int) -> str:
    return f"{number // 4}-Q{number % 4 + 1}"
