"""Postmortem review.

Once a month one issue opens that asks what became of the lessons: the open actions of postmortems,
overdue ones first, with owner and date, the postmortems that are still to be written, and the
incidents since the last review with how long they lasted.

Why: The value of a postmortem lies in its actions, and those are what gets lost first. Looked at
together, incidents show what they have in common.

Remedy: Close the action that is done, give the others an owner and a date, and drop in the open
what nobody will do. What was agreed and stays unticked comes back next time.

Limits: Actions and incidents are found by their labels: of each the oldest 100 that are open, of
incidents also up to 100 that were closed since. How long an incident lasted is how long its issue
was open.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Final

from pydantic import Field

from checks.engine.fields import LabelName
from checks.engine.verdict import LabelWish
from checks.engine.words import plural
from rituals.engine import knobs
from rituals.engine.carry_over import unfinished
from rituals.engine.declare import Due, RitualSettings
from rituals.engine.facts import LabelledIssues, Needs, RitualFacts, TrackedIssue
from rituals.engine.nothing_asked import nothing_asked
from rituals.engine.sections import (
    NOTES,
    actions,
    body_of,
    carried_over,
    checklist,
    closing,
    opening,
)
from rituals.parts.incidents import (
    MOST_LISTED,
    IncidentLabels,
    incident_line,
    recent_incidents,
    since_words,
)
from rituals.parts.issues import none_listed, open_tasks
from rituals.parts.today import today

LABEL: Final = LabelWish("postmortem-review", "d93f0b", "What became of lessons, by Plumbline")
STANDING: Final = (
    "Give each open action an owner and a date, or drop it and say why",
    "Look at the incidents together: what do they have in common?",
    "Check that each incident has its postmortem",
)
PURPOSE: Final = "Time to see what became of the lessons. The question is what failed, never who."
NOW: Final = "begin with what is overdue: each item needs an owner, or an end."
NOW_WITH_INCIDENTS: Final = "look at the incidents together, and agree on what follows from them."

NOTHING: Final = "No action is open, no postmortem is missing, and there was no incident"


class Settings(RitualSettings):
    """The knobs of the postmortem review."""

    every_months: knobs.MonthsApart = 1
    day: knobs.OnMonthDay = "second wednesday"
    label: knobs.IssueLabel = LABEL.name
    incident_labels: IncidentLabels = ("incident",)
    action_label: LabelName = Field(
        default="postmortem action",
        description="Open issues with this label are listed as actions of postmortems.",
    )
    postmortem_label: LabelName = Field(
        default="postmortem",
        description="Open issues with this label are listed as postmortems still to be written.",
    )

    def needs(self) -> Needs:
        """Actions with owner and date, and incidents."""
        labels = (self.action_label, self.postmortem_label, *self.incident_labels)
        return Needs(labels=labels, closed=True, bodies=True)


def compose(due: Due, facts: RitualFacts, settings: Settings) -> str:
    """The body of the review's issue, in Markdown."""
    day = today(facts, settings)
    left = unfinished(due.previous.issue.body if due.previous else "", STANDING)
    todo = facts.issues_labelled(settings.action_label)
    unwritten = facts.issues_labelled(settings.postmortem_label)
    incidents = recent_incidents(facts, settings.incident_labels)
    waits = bool(todo.issues or unwritten.issues)
    lists = (todo, unwritten, *map(facts.issues_labelled, settings.incident_labels))
    unread = "" if waits or incidents else none_listed(lists)
    asks = waits or incidents or left or unread
    agenda = (checklist("Steps", STANDING), actions(), NOTES) if asks else ()
    return body_of(
        opening(
            due, facts, settings, PURPOSE, NOW if waits else NOW_WITH_INCIDENTS if incidents else ""
        ),
        carried_over(left, due.previous),
        unread if agenda else nothing_asked(NOTHING),
        open_tasks("Open actions, overdue ones first", todo, day, 20),
        _closed(todo, due),
        open_tasks("Postmortems still to be written", unwritten, day, 20),
        _incidents(incidents, due, day),
        *agenda,
        closing(due, facts),
    )


def _closed(todo: LabelledIssues, due: Due) -> str:
    count = len(todo.closed)
    return f"{plural(count, 'action')} closed {since_words(due, 'review')}." if count else ""


def _incidents(found: Sequence[TrackedIssue], due: Due, day: date) -> str:
    if not found:
        return ""
    lines = "\n".join(f"- {incident_line(issue, day)}" for issue in found[:MOST_LISTED])
    more = len(found) - MOST_LISTED
    return body_of(
        f"### {plural(len(found), 'incident')}, open or closed {since_words(due, 'review')}",
        lines,
        f"{plural(more, 'older one')} not listed." if more > 0 else "",
    )
