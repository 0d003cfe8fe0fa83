"""What the ledger asks to be done now: short, the most urgent first."""

from __future__ import annotations

from collections.abc import Iterator

from checks.engine.words import plural
from debt.ledger import Ledger
from debt.links import issue_links
from debt.tables import area_words

_SHOWN = 8
_AREAS_SHOWN = 5


def next_steps(ledger: Ledger) -> tuple[str, ...]:
    """Sentences of Markdown; none when all is in order."""
    return (*_overdue(ledger), *_over_budget(ledger), *_ownerless(ledger), *_undated(ledger))


def payback_example(ledger: Ledger) -> str:
    """A line that says when a piece is due, with a date that is still to come."""
    return f"`Payback: {ledger.today.year + 1}-01-31`"


def _overdue(ledger: Ledger) -> Iterator[str]:
    if ledger.overdue:
        are, it = ("is", "it") if len(ledger.overdue) == 1 else ("are", "them")
        late = plural(len(ledger.overdue), "piece")
        yield (
            f"**{late} {are} overdue.** Repay {it}, or agree on a new date and write it into the "
            "issue."
        )


def _over_budget(ledger: Ledger) -> Iterator[str]:
    over = [one for one in ledger.areas if one.excess]
    for one in over[:_AREAS_SHOWN]:
        yield (
            f"**{area_words(one.area, 60)} is over its budget:** {one.open:,} open, "
            f"{one.budget:,} allowed. Repay {one.excess:,} before taking more there."
        )
    if len(over) > _AREAS_SHOWN:
        left = plural(len(over) - _AREAS_SHOWN, "more area")
        yield f"**{left} over budget:** see the table below."


def _ownerless(ledger: Ledger) -> Iterator[str]:
    found = [piece.number for piece in ledger.open if not piece.owners]
    if found:
        have = "has" if len(found) == 1 else "have"
        yield (
            f"**{plural(len(found), 'piece')} {have} no owner.** Assign somebody: "
            f"{issue_links(found, ledger.repository, _SHOWN)}."
        )


def _undated(ledger: Ledger) -> Iterator[str]:
    found = [piece.number for piece in ledger.open if piece.payback is None]
    if found:
        have = "has" if len(found) == 1 else "have"
        yield (
            f"**{plural(len(found), 'piece')} {have} no payback date.** Set a milestone with a "
            f"date, or write a line such as {payback_example(ledger)} into the issue: "
            f"{issue_links(found, ledger.repository, _SHOWN)}."
        )
