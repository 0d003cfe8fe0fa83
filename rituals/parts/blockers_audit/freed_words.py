"""What came and went since the audit before, and the time that was won."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from checks.engine.words import code, listing, plural, table
from rituals.parts.blockers_audit.charts import came_and_went
from rituals.parts.blockers_audit.open_words import days_words
from rituals.parts.blockers_audit.removed import LEAST_TIMES, Removed, days_won, usual_days
from rituals.parts.blockers_audit.stock import Stock

_MOST_ROWS: Final = 50
_MOST_UNSEEN: Final = 20


def moved(stock: Stock) -> str:
    """How many came and went, drawn; "" with nothing to compare with, or nothing certain."""
    if stock.before is None or not stock.previous:
        return ""
    chart = came_and_went(stock.came, len(stock.removed))
    if chart:
        return f"Since the last audit:\n\n{chart}"
    if stock.unseen or (stock.is_cut and not stock.blockers):
        # Then that is not known.
        return ""
    return "Nothing was newly blocked or freed since the last audit."


def out_of_sight(stock: Stock) -> str:
    """Of which of the last audit nothing is known any more; "" when that is so of none."""
    if not stock.unseen:
        return ""
    return (
        f"What became of {listing(stock.unseen, _MOST_UNSEEN)} cannot be seen from here: moved, "
        "deleted, or in a repository that this audit does not look at. It does not count as freed."
    )


def freed(stock: Stock) -> str:
    """What is blocked no more, and the time won with how it is reckoned; "" when nothing is."""
    if not stock.removed:
        return ""
    usual = usual_days(stock.times)
    rows = [_row(it, usual) for it in stock.removed[:_MOST_ROWS]]
    more = len(stock.removed) - len(rows)
    note = f" {plural(more, 'further one')} not listed." if more > 0 else ""
    header = ("Blocker", "Was blocked for", "How", "Time won")
    won = f"{_reckoning(stock.removed, usual, len(stock.times))}{note}"
    return "\n\n".join(("### Freed since the last audit", table(header, rows), won))


def _row(it: Removed, usual: int | None) -> tuple[str, ...]:
    return (
        f"{it.reference} {code(it.title, 100)}" if it.title else it.reference,
        f"{'at most ' if it.is_most and it.days is not None else ''}{days_words(it.days)}",
        it.how,
        _won(days_won(it, usual)),
    )


def _won(days: int | None) -> str:
    return "–" if days is None else plural(days, "day")


def _reckoning(removed: Sequence[Removed], usual: int | None, known: int) -> str:
    if usual is None:
        return (
            f"The time won is told once {LEAST_TIMES} earlier ones are known to compare with; "
            f"so far there are {known}."
        )
    won = sum(days_won(it, usual) or 0 for it in removed)
    return (
        f"**{plural(won, 'day')} won.** That is the sum of: {usual} days, the median of the last "
        f"{known} that were freed before, minus the days this one was blocked, or 0 where it took "
        "longer."
    )
