"""Mentorship hours.

Every week one issue opens for an hour in which somebody with experience is there for questions. It
names whose turn it is and lists the issues that wait for help or are good to begin with, those that
nobody has taken first. Topics that were not reached come back next time.

Why: People who are new ask more when there is a time for it, and help that depends on who happens
to be free reaches the same few.

Remedy: Write topics into the issue beforehand, such as `- [ ] @login how releases work`, and tick
them when they were talked about. `rotation` names those who are there in turn.

Limits: Of each label the oldest 100 open issues are read. Who comes is not recorded.
"""

from __future__ import annotations

from datetime import date
from typing import Final

from pydantic import Field

from checks.engine.fields import LabelName
from checks.engine.verdict import LabelWish
from checks.engine.words import code, listing
from rituals.engine import knobs
from rituals.engine.carry_over import unfinished
from rituals.engine.declare import Due, RitualSettings
from rituals.engine.facts import LabelledIssues, Needs, RitualFacts, TrackedIssue
from rituals.engine.sections import NOTES, actions, body_of, carried_items, closing, opening
from rituals.parts.issues import age, fold, quoted
from rituals.parts.today import today

LABEL: Final = LabelWish("mentorship-hours", "1d76db", "An hour for questions, opened by Plumbline")
PURPOSE: Final = "An hour for questions: no question is too small, and listening is welcome."
NOW: Final = (
    "write below what you would like to talk about; whoever holds the hour looks there first."
)

_MOST_LISTED: Final = 5


class Settings(RitualSettings):
    """The knobs of the mentorship hours."""

    every_weeks: knobs.WeeksApart = 1
    weekday: knobs.OnWeekday = "wednesday"
    at: knobs.AtTime = "14:00"
    lead_days: knobs.LeadDays = 2
    label: knobs.IssueLabel = LABEL.name
    help_labels: tuple[LabelName, ...] = Field(
        default=("question", "help wanted", "good first issue"),
        max_length=10,
        description="Open issues with these labels are listed, one list for each label.",
    )

    def needs(self) -> Needs:
        """The issues that wait for somebody."""
        return Needs(labels=self.help_labels)


def compose(due: Due, facts: RitualFacts, settings: Settings) -> str:
    """The body of the hour's issue, in Markdown."""
    left = unfinished(due.previous.issue.body if due.previous else "", ())
    day = today(facts, settings)
    return body_of(
        opening(due, facts, settings, PURPOSE, NOW),
        actions("Topics", "@login what I would like to understand"),
        carried_items(left, due.previous) if left and due.previous else "",
        *(_waiting(facts.issues_labelled(label), day) for label in settings.help_labels),
        NOTES,
        closing(due, facts),
    )


def _waiting(labelled: LabelledIssues, day: date) -> str:
    """The open issues with one label, those that nobody has taken first; "" without any."""
    ordered = sorted(labelled.issues, key=lambda issue: bool(issue.assignees))
    if not ordered:
        return ""
    lines = [f"- {_in_words(issue, day)}" for issue in ordered]
    free = sum(1 for issue in ordered if not issue.assignees)
    more = "+" if labelled.may_be_more else ""
    return body_of(
        f"### {code(labelled.label)}: {labelled.total:,}{more} open, {free:,} not taken",
        "\n".join(lines[:_MOST_LISTED]),
        fold(lines[_MOST_LISTED:], f"{len(lines) - _MOST_LISTED:,} more"),
    )


def _in_words(issue: TrackedIssue, day: date) -> str:
    names = listing([code(login, 60) for login in issue.assignees], 3)
    return f"{quoted(issue)}, {age(issue, day)}" + (f", taken by {names}" if names else "")
