"""What is blocked no more since the audit before, and the time that was won.

Time won: the median of the times that the last removed blockers had been blocked (those of earlier
audits, up to 20, at least 5), minus the time this one was blocked; nothing where that took longer.
It is a comparison with what had become usual, and no measurement of what would have been.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from statistics import median
from typing import Final

from rituals.engine.facts import RitualFacts
from rituals.parts.blockers_audit.before import Before, How, ending
from rituals.parts.blockers_audit.blockers import Blocker
from rituals.parts.blockers_audit.remembered import Seen

LEAST_TIMES: Final = 5


@dataclass(frozen=True, slots=True)
class Removed:
    """`days` it was blocked, None when not known; `is_most`: no longer than that, as it is known
    only that it went between two audits. `title` is "" where the issue was not read.
    """

    reference: str
    label: str
    days: int | None
    how: How
    title: str = ""
    is_most: bool = False


@dataclass(frozen=True, slots=True)
class Unseen:
    """One of which nothing can be known here: it was moved, deleted or hidden, or the audit does
    not look there.
    """

    reference: str


@dataclass(frozen=True, slots=True)
class StillBlocked:
    """One that is blocked as before, but not among the oldest, which are all that is read."""

    reference: str
    seen: Seen


def closed_since(closed: Sequence[Blocker]) -> tuple[Removed, ...]:
    """Those that were closed with their label."""
    return tuple(
        Removed(it.reference, it.labels[0], it.days, "closed", it.issue.title) for it in closed
    )


def off_the_lists(
    before: Before, known: Collection[str], facts: RitualFacts
) -> Iterator[Removed | Unseen | StillBlocked]:
    """What became of those of the audit before that are not `known` to be open or closed now."""
    lists = {one.label.casefold(): one for one in facts.labelled}
    followed = {issue.reference: issue for issue in facts.followed}
    for reference, seen in before.known.blockers.items() if before.known else ():
        label = seen.label.casefold()
        if reference in known or label not in lists:
            continue
        most = before.most_days(seen)
        if issue := followed.get(reference):
            end = ending(issue, seen, lists, before.opened_at, facts.now)
            if end is None:
                yield StillBlocked(reference, seen)
                continue
            days, is_most = (most, True) if end.days is None else (end.days, False)
            yield Removed(reference, seen.label, days, end.how, issue.title, is_most)
        elif reference in facts.unseen:
            yield Unseen(reference)
        elif lists[label].is_cut:
            # Of a longer list only the oldest are read, so that it may be blocked still.
            continue
        elif reference.startswith("#"):
            yield Removed(reference, seen.label, most, "label removed", is_most=True)
        else:
            yield Unseen(reference)


def usual_days(times: Sequence[int]) -> int | None:
    """The median of the times known so far, None while there are too few to compare with."""
    return round(median(times)) if len(times) >= LEAST_TIMES else None


def days_won(removed: Removed, usual: int | None) -> int | None:
    """By how much it was less than usual, at the least; None where that cannot be said."""
    if usual is None or removed.days is None:
        return None
    return max(0, usual - removed.days)
