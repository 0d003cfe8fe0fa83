"""The audit before: what it knew, when, and what became of a blocker that is on no list now."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Literal

from rituals.engine.facts import LabelledIssues, LabelSpan, TrackedIssue
from rituals.engine.reminder import Reminder
from rituals.parts.blockers_audit.blockers import Blocker, days_blocked
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

    def renamed(self, followed: Iterable[TrackedIssue]) -> Before:
        """With the references under which those that were moved are known now."""
        now = {it.asked_as: it.reference for it in followed if it.asked_as}
        if self.known is None or not now:
            return self
        blockers = {now.get(old, old): seen for old, seen in self.known.blockers.items()}
        return replace(self, known=replace(self.known, blockers=blockers))

    def completed(self, blockers: Iterable[Blocker]) -> Before:
        """With those of `blockers` that were blocked then by the history of their labels, where
        that audit could not keep all it knew.
        """
        if self.known is None or not self.known.is_cut:
            return self
        then = {it.reference: _seen_at(self.opened_at, it) for it in blockers}
        more = {reference: seen for reference, seen in then.items() if seen}
        return replace(self, known=replace(self.known, blockers={**more, **self.known.blockers}))

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
    lists: Mapping[str, LabelledIssues],
    opened_at: datetime | None,
    now: datetime,
) -> Ended | None:
    """What became of one that was `seen` at the audit before and is on none of `lists`, None where
    it is blocked still.

    `lists` are what is open now, by label in lower case. The time counts with those labels that it
    carried since that audit, which opened at `opened_at`.
    """
    spans = [span for span in issue.spans if span.label.casefold() in lists]
    still = [it for it in spans if _is_still(it, issue.closed_at)]
    carries = any(label.casefold() in lists for label in issue.labels)
    if issue.closed_at is None and (still or carries):
        # A label that was deleted leaves no end in the history, and no issue on its list.
        is_gone = not carries and not any(lists[it.label.casefold()].is_cut for it in still)
        return Ended("label removed", None) if is_gone else None
    carried = {it.label.casefold() for it in spans if _is_since(it, opened_at)}
    days = days_blocked(spans, carried | {seen.label.casefold()}, issue.closed_at or now)
    # Without a history of labels a close is all that is known to have happened.
    closed = issue.closed_at is not None and (bool(still) or not spans)
    return Ended("closed" if closed else "label removed", days)


def _seen_at(moment: datetime | None, it: Blocker) -> Seen | None:
    """How one that is open now stood at `moment`, None where it was not blocked then; as now where
    that is not known.
    """
    spans = [span for span in it.issue.spans if span.label.casefold() in it.by_label]
    if moment is None or not spans:
        return Seen(it.days, it.labels[0])
    if not any(span.since <= moment and _is_since(span, moment) for span in spans):
        return None
    return Seen(days_blocked(spans, it.by_label, moment), it.labels[0])


def _is_still(span: LabelSpan, closed_at: datetime | None) -> bool:
    """Whether it lasts, or did so until the issue was closed."""
    return span.until is None or (closed_at is not None and span.until >= closed_at)


def _is_since(span: LabelSpan, moment: datetime | None) -> bool:
    return span.until is None or moment is None or span.until >= moment
