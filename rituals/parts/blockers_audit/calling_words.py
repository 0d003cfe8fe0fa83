"""Who is asked to help with which blockers: one of the few places where people are mentioned."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from checks.engine.words import code, listing, plural
from rituals.parts.blockers_audit.escalation import Call, calls, rung_of
from rituals.parts.blockers_audit.ladder import Rung
from rituals.parts.blockers_audit.open_words import days_words
from rituals.parts.blockers_audit.stock import Stock
from rituals.parts.issues import quoted

_MOST_CALLS: Final = 15
_MOST_IN_A_CALL: Final = 10


def help_asked(stock: Stock, rungs: Sequence[Rung]) -> str:
    """The section that asks for help; "" when no rung was reached since the audit before."""
    if stock.before is not None:
        return _asked(calls(stock.blockers, rungs, stock.before), rungs)
    if not any(rung_of(it.days, rungs) for it in stock.blockers):
        return ""
    return (
        f"What the last audit knew can no longer be read in #{stock.previous}. Nobody is mentioned "
        "this time, as everybody may know already."
    )


def _asked(calls: Sequence[Call], rungs: Sequence[Rung]) -> str:
    if not calls:
        return ""
    ladder = "; ".join(f"after {plural(rung.after_days, 'day')}, {_told(rung)}" for rung in rungs)
    lines = [f"- {_call(call)}" for call in calls[:_MOST_CALLS]]
    more = len(calls) - _MOST_CALLS
    note = [f"{plural(more, 'further one')} not asked this time."] if more > 0 else []
    return "\n\n".join(
        (
            "### Help is needed",
            "These have been blocked so long that the policy names somebody to ask. Each is asked "
            f"once for each blocker: {ladder}.",
            "\n".join(lines),
            *note,
        )
    )


def _told(rung: Rung) -> str:
    return listing([code(name, 60) for name in rung.tell], most=5)


def _call(call: Call) -> str:
    """The mention is of a name that can be nothing else; see `ladder.is_mentionable`."""
    some = [f"{quoted(it.issue)} ({days_words(it.days)})" for it in call.blockers[:_MOST_IN_A_CALL]]
    about = listing(some + [""] * (len(call.blockers) - len(some)), most=_MOST_IN_A_CALL)
    return f"@{call.to}: {about}" if call.to else f"Nobody is assigned, so nobody is asked: {about}"
