"""Incidents since the occurrence before, by their label."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Annotated, Final

from pydantic import Field

from checks.engine.fields import LabelName
from checks.engine.words import plural
from rituals.engine.declare import Due
from rituals.engine.facts import RitualFacts, TrackedIssue
from rituals.parts.issues import quoted

MOST_LISTED: Final = 20

IncidentLabels = Annotated[
    tuple[LabelName, ...],
    Field(
        min_length=1,
        max_length=10,
        description="Issues with one of these labels are listed as incidents.",
    ),
]
"""A knob, `("incident",)` by default."""


def recent_incidents(facts: RitualFacts, labels: Iterable[str]) -> tuple[TrackedIssue, ...]:
    """Those still open and those closed since the occurrence before, the newest first."""
    lists = map(facts.issues_labelled, labels)
    issues = (issue for each in lists for issue in (*each.issues, *each.closed))
    unique = {issue.reference: issue for issue in issues}
    return tuple(sorted(unique.values(), key=lambda issue: issue.opened_at, reverse=True))


def since_words(due: Due, what: str) -> str:
    """From when on they are listed: `since the last review`; `lately` in a first issue."""
    return f"since the last {what}" if due.previous else "lately"


def incident_line(issue: TrackedIssue, today: date) -> str:
    """`#12 'The shop is down': open for 3 days`, or how long it took."""
    opened = issue.opened_at.date()
    if issue.closed_at is None:
        days = (today - opened).days
        since = f"for {plural(days, 'day')}" if days > 0 else "since today"
        return f"{quoted(issue)}, **still open** {since}"
    hours = int((issue.closed_at - issue.opened_at).total_seconds() // 3600)
    took = plural(hours, "hour") if hours < 24 else plural(hours // 24, "day")
    return f"{quoted(issue)}, {opened}, open for {took if hours > 0 else 'less than an hour'}"
