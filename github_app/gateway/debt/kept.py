"""What the last turn about debt left behind, for the next one, the clock, and pull requests."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

from github_app.gateway.recall import Recall
from github_app.remembered.legible import legible
from snapshot.debt_standing import AreaStanding, DebtStanding

if TYPE_CHECKING:
    # The clock and the front door read what was kept, and never a ledger.
    from debt.ledger import Ledger
    from debt.wishes import DebtWishes

KEPT = "debt:kept"
STANDING = "debt:standing"
_UNTOLD = "debt:untold"


@dataclass(frozen=True, slots=True)
class Kept:
    """`digest` stands for what the policy asked for, `ledger` is the number of our issue, 0 when
    there is none; `next_date` the day (UTC) on which the ledger reads otherwise by itself, or is
    worth reading anew, None where it never does.
    """

    digest: str
    ledger: int = 0
    next_date: date | None = None

    def calls_for_a_look(self, digest: str, today: date) -> bool:
        """Whether the clock should mark the repository."""
        return digest != self.digest or self.dated(today) is not None

    def dated(self, today: date) -> date | None:
        """The `next_date` once it has come: what was read before is not relied on any more."""
        return self.next_date if self.next_date and self.next_date <= today else None


def read_kept(recall: Recall) -> Kept | None:
    """None when nothing is known."""
    return unpacked_kept(recall.get(KEPT))


def counts_debt(recall: Recall) -> bool:
    """Whether the last turn counted debt, as the policy asked for it."""
    kept = read_kept(recall)
    return kept is not None and kept.next_date is not None


def remember_kept(recall: Recall, kept: Kept) -> None:
    next_date = kept.next_date.isoformat() if kept.next_date else ""
    recall.put({KEPT: [kept.digest, kept.ledger, next_date]})


def unpacked_kept(stored: Any) -> Kept | None:
    """What `remember_kept` left, as `Recall` answers it; None for anything else."""
    return legible(stored, _kept)


def _kept(stored: Any) -> Kept:
    digest, ledger, next_date = stored
    return Kept(str(digest), int(ledger), date.fromisoformat(next_date) if next_date else None)


def next_date_of(ledger: Ledger) -> date:
    """The first of the next month, next Monday, or the day after the next payback date, whichever
    comes first. On Mondays, as a milestone that is moved and a label that is renamed touch no issue
    and tell nobody.
    """
    today = ledger.today
    month = (today.replace(day=1) + timedelta(days=32)).replace(day=1)
    monday = today + timedelta(days=7 - today.weekday())
    paybacks = (piece.payback for piece in ledger.open if piece.payback)
    late = (day + timedelta(days=1) for day in paybacks if today <= day < month)
    return min(month, monday, *late)


def remember_standing(recall: Recall, ledger: Ledger) -> bool:
    """For the pull requests that take debt; whether they are to be told that it is otherwise than
    before: from then on until `note_told`, whatever dies on the way.
    """
    counted = [[one.area, one.open] for one in ledger.areas if one.open]
    before, is_untold = recall.get_many((STANDING, _UNTOLD))
    is_news = bool(is_untold) or before != counted
    # In this order, so that whoever dies in between leaves word of it.
    recall.put({**({_UNTOLD: True} if is_news else {}), STANDING: counted})
    return is_news


def note_told(recall: Recall) -> None:
    """The pull requests that rest on the standing are marked."""
    recall.forget(_UNTOLD)


def was_counted_since(recall: Recall, read: Any) -> bool:
    """Whether debt was counted otherwise since `read` was, which is what stood there then."""
    return bool(recall.get(STANDING) != read)


def forget_standing(recall: Recall) -> None:
    recall.forget(STANDING)


def unpacked_standing(stored: Any, wishes: DebtWishes) -> DebtStanding | None:
    """What `remember_standing` left, with the budgets of a policy; None when nothing is known or
    nobody wants it counted.
    """
    if not (wishes.ledger or wishes.budgets):
        return None
    return legible(stored, lambda counted: _standing(counted, wishes))


def _standing(counted: Any, wishes: DebtWishes) -> DebtStanding:
    counts = {str(area): int(count) for area, count in counted}
    known = {area.casefold() for area in counts}
    counts |= {b.area: 0 for b in wishes.budgets if b.area.casefold() not in known}
    areas = []
    for area, count in sorted(counts.items()):
        budget = wishes.budget_of(area)
        areas.append(AreaStanding(area, count, budget.most if budget else None))
    return DebtStanding(
        areas=tuple(areas),
        named=wishes.areas,
        over_budget_fails=wishes.over_budget == "fail",
    )
