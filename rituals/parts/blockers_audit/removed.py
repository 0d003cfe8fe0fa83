"""What is blocked no more since the audit before, and the time that was won.

Time won: the median of the times that the last removed blockers had been blocked (those of earlier
audits, up to 20, at least 5), minus the time this one was blocked; nothing where that took longer.
It is a comparison with what had become usual, and no measurement of what would have been.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from statistics import median
from typing import Final, Literal

from rituals.engine.facts import LabelledIssues
from rituals.parts.blockers_audit.blockers import Blocker
from rituals.parts.blockers_audit.remembered import Remembered

LEAST_TIMES: Final = 5


@dataclass(frozen=True, slots=True)
class Removed:
    """`days` it was blocked, None when not known; `is_most`: no longer than that, as it is known
    only that its label went between two audits. `title` is "" where the issue was not read.
    """

    reference: str
    label: str
    days: int | None
    how: Literal["closed", "label removed"]
    title: str = ""
    is_most: bool = False


def removed_since(
    before: Remembered | None,
    still_open: Collection[str],
    closed: Sequence[Blocker],
    days_since: int,
    labels: Collection[str],
) -> tuple[Removed, ...]:
    """Those that were closed, then those that lost their label.

    `still_open` are references that may still be blocked, `days_since` the days since the audit
    before, `labels` the ones asked for now, in lower case.
    """
    ended = [
        Removed(it.reference, it.labels[0], it.days, "closed", it.issue.title) for it in closed
    ]
    gone = {it.reference for it in ended} | set(still_open)
    return (*ended, *_lost_their_label(before, gone, days_since, labels))


def _lost_their_label(
    before: Remembered | None, known: set[str], days_since: int, labels: Collection[str]
) -> Iterator[Removed]:
    for reference, seen in before.blockers.items() if before else ():
        if reference not in known and seen.label.casefold() in labels:
            most = None if seen.days is None else seen.days + days_since
            yield Removed(reference, seen.label, most, "label removed", is_most=True)


def unlisted(before: Remembered | None, lists: Mapping[str, LabelledIssues]) -> frozenset[str]:
    """The references of the audit before that may still be blocked though they were not read: a
    list has no more than the oldest 100. `lists` by label in lower case.
    """
    if before is None:
        return frozenset()
    cut = {label for label, one in lists.items() if one.is_cut}
    return frozenset(
        reference for reference, seen in before.blockers.items() if seen.label.casefold() in cut
    )


def usual_days(times: Sequence[int]) -> int | None:
    """The median of the times known so far, None while there are too few to compare with."""
    return round(median(times)) if len(times) >= LEAST_TIMES else None


def days_won(removed: Removed, usual: int | None) -> int | None:
    """By how much it was less than usual, at the least; None where that cannot be said."""
    if usual is None or removed.days is None:
        return None
    return max(0, usual - removed.days)


def days_between(earlier: date | None, later: date) -> int:
    """Whole days, 0 when the earlier one is not known."""
    return max(0, (later - earlier).days) if earlier else 0
