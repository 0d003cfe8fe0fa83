"""The audit before: what it knew, when, and what became of a blocker that is on no list now."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime
from typing import Literal

from rituals.engine.facts import LabelSpan, TrackedIssue
from rituals.engine.reminder import Reminder
from rituals.parts.blockers_audit.blockers import days_blocked
from rituals.parts.blockers_audit.remembered import Remembered, Seen, read_remembered

How = Literal["closed", "label removed"]


@dataclass(frozen=True, slots=True)
class Before:
    """`known` is empty at the first audit, and None when it can no longer be read; `days_ago` are
    whole days, 0 when it is not known when it opened. `number` is that of its issue, or 0.
    """

    known: Remembered | None
    number: int = 0
    opened_at: datetime | None = None
    days_ago: int = 0

    @classmethod
    def of(cls, previous: Reminder | None, today: date) -> Before:
        if previous is None:
            return cls(Remembered())
        issue = previous.issue
        days = max(0, (today - issue.opened_at.date()).days) if issue.opened_at else 0
        return cls(read_remembered(issue.body), issue.number, issue.opened_at, days)

    def most_days(self, seen: Seen) -> int | None:
        """The longest that one can have been blocked of which nothing else is known."""
        return None if seen.days is None else seen.days + self.days_ago


@dataclass(frozen=True, slots=True)
class Ended:
    """How something ended to be blocked; `days` it had been by then, None when not known."""

    how: How
    days: int | None


def ending(
    issue: TrackedIssue,
    seen: Seen,
    labels: Collection[str],
    opened_at: datetime | None,
    now: datetime,
) -> Ended | None:
    """What became of one that was `seen` at the audit before, None where it is blocked still.

    `labels` are those asked for now, in lower case. The time counts with those that it carried
    since that audit, which opened at `opened_at`.
    """
    spans = [span for span in issue.spans if span.label.casefold() in labels]
    ends = [span.until for span in spans]
    still = any(it is None or (issue.closed_at and it >= issue.closed_at) for it in ends)
    carries = any(label.casefold() in labels for label in issue.labels)
    if issue.closed_at is None and (still or carries):
        return None
    carried = {it.label.casefold() for it in spans if _is_since(it, opened_at)}
    days = days_blocked(spans, carried | {seen.label.casefold()}, issue.closed_at or now)
    # Without a history of labels a close is all that is known to have happened.
    closed = issue.closed_at is not None and (still or not spans)
    return Ended("closed" if closed else "label removed", days)


def _is_since(span: LabelSpan, moment: datetime | None) -> bool:
    return span.until is None or moment is None or span.until >= moment
