"""What is blocked: for how long it really carried the label, who owns it, when it is decided.

Times without the label do not count; what was blocked again goes on from where it stood. Where an
issue carries labels of several categories at once, a day counts once for it, and for each of them.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Final

from rituals.engine.facts import LabelSpan, RitualFacts, TrackedIssue
from snapshot.record_dates import parse_date

_DECIDE_BY: Final = re.compile(
    r"^[ \t]*(?:[-*+>][ \t]+)?[*_`]{0,3}(?:decide|decision|decided) (?:by|due|date|until)"
    r"[*_`]{0,3}[ \t]*:(?P<said>[^\n]{1,200})$",
    re.IGNORECASE | re.MULTILINE,
)


@dataclass(frozen=True, slots=True)
class Blocker:
    """An issue or pull request with a label of the categories.

    `days` are whole days with any of these labels, None when the history of its labels is not
    known; `by_label` are those with each label it carries, in lower case. `owners` are logins as
    GitHub has them. `decide_by` comes from a line of its text, else from its milestone.
    """

    issue: TrackedIssue
    labels: tuple[str, ...]
    days: int | None
    by_label: Mapping[str, int | None]
    decide_by: date | None

    @property
    def reference(self) -> str:
        return self.issue.reference

    @property
    def owners(self) -> tuple[str, ...]:
        return self.issue.assignees


def open_blockers(facts: RitualFacts, labels: Iterable[str]) -> tuple[Blocker, ...]:
    """Those that are open now, without doubles, the longest blocked first."""
    lists = [(label, facts.issues_labelled(label).issues) for label in labels]
    return tuple(
        sorted(_blockers(lists, facts.now), key=lambda it: (-(it.days or 0), it.issue.opened_at))
    )


def closed_blockers(facts: RitualFacts, labels: Iterable[str]) -> tuple[Blocker, ...]:
    """Those that were closed with their label since the audit before, the newest first."""
    lists = [(label, facts.issues_labelled(label).closed) for label in labels]
    return tuple(_blockers(lists, facts.now))


def days_blocked(spans: Iterable[LabelSpan], labels: Collection[str], end: datetime) -> int | None:
    """Whole days until `end` on which any of `labels` (lower case) was carried; None when nothing
    is known of it. Spans may overlap.
    """
    times = sorted(
        (span.since, min(span.until or end, end))
        for span in spans
        if span.label.casefold() in labels
    )
    if not times:
        return None
    total, reached = timedelta(), times[0][0]
    for since, until in times:
        total += max(timedelta(), until - max(since, reached))
        reached = max(reached, until)
    return total.days


def decision_date(body: str, due: date | None) -> date | None:
    """The day of a line such as `Decide by: 2026-12-01`, else `due`."""
    said: Sequence[date | None] = [parse_date(it["said"]) for it in _DECIDE_BY.finditer(body)]
    return next((day for day in said if day), due)


def _blockers(
    lists: Iterable[tuple[str, Sequence[TrackedIssue]]], now: datetime
) -> Iterator[Blocker]:
    found: dict[str, TrackedIssue] = {}
    carried: dict[str, list[str]] = {}
    for label, issues in lists:
        for issue in issues:
            found.setdefault(issue.reference, issue)
            carried.setdefault(issue.reference, []).append(label)
    return (_blocker(issue, tuple(carried[name]), now) for name, issue in found.items())


def _blocker(issue: TrackedIssue, labels: tuple[str, ...], now: datetime) -> Blocker:
    end = issue.closed_at or now
    keys = [label.casefold() for label in labels]
    return Blocker(
        issue=issue,
        labels=labels,
        days=days_blocked(issue.spans, keys, end),
        by_label={key: days_blocked(issue.spans, [key], end) for key in keys},
        decide_by=decision_date(issue.body, issue.due),
    )
