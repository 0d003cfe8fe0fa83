"""Retrospective.

Every two weeks one issue opens for looking back together: what became of the actions agreed on last
time, what was merged since, which incidents there were, and three questions to talk about. Actions
that stay unticked come back with their owner and how often they were carried over.

Why: A team that does not look back repeats what hurt. Actions get lost where nobody asks for them
again; here the next issue does.

Remedy: Write what was agreed as tasks into the issue, such as `- [ ] @login do it by Friday`, link
the notes, and tick what is done. Closing the issue ends it.

Limits: Incidents are the issues with the label for them, the oldest 100 that are open and up to 100
that were closed since. Of merged pull requests the newest 100 are read. Who is named in an action
is not looked up and not notified.
"""

from __future__ import annotations

from typing import Final

from checks.engine.verdict import LabelWish
from checks.engine.words import plural
from rituals.engine import knobs
from rituals.engine.carry_over import unfinished
from rituals.engine.declare import Due, RitualSettings
from rituals.engine.facts import Needs, RitualFacts
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
from rituals.parts.merged import merged_fold, merged_words
from rituals.parts.today import today

LABEL: Final = LabelWish("retrospective", "0e8a16", "Looking back together, opened by Plumbline")
STANDING: Final = (
    "Go through the actions of last time: done, still wanted, or struck out",
    "Talk about the three questions",
    "Agree on three actions at most, each with an owner",
)
PURPOSE: Final = "Time to look back: what helps is kept, what hurts is changed."
NOW: Final = (
    "add what you want to talk about as a comment. When you meet, go through the steps and write "
    "down what was agreed."
)
QUESTIONS: Final = (
    "### To talk about\n\n"
    "- What went well, and what made it so?\n"
    "- What made work harder than it had to be?\n"
    "- What do we want to try before next time?"
)


class Settings(RitualSettings):
    """The knobs of the retrospective."""

    every_weeks: knobs.WeeksApart = 2
    weekday: knobs.OnWeekday = "friday"
    at: knobs.AtTime = "10:00"
    lead_days: knobs.LeadDays = 1
    label: knobs.IssueLabel = LABEL.name
    incident_labels: IncidentLabels = ("incident",)

    def needs(self) -> Needs:
        """Incidents and what was merged."""
        return Needs(labels=self.incident_labels, closed=True, merged=True)


def compose(due: Due, facts: RitualFacts, settings: Settings) -> str:
    """The body of the retrospective's issue, in Markdown."""
    before = due.previous.issue.body if due.previous else ""
    return body_of(
        opening(due, facts, settings, PURPOSE, NOW),
        carried_over(unfinished(before, STANDING), due.previous),
        _what_happened(due, facts, settings),
        QUESTIONS,
        checklist("Steps", STANDING),
        actions(),
        NOTES,
        closing(due, facts),
    )


def _what_happened(due: Due, facts: RitualFacts, settings: Settings) -> str:
    """Merged work and incidents; "" when nothing is known of either."""
    merged = facts.merged if facts.merged and facts.merged.total else None
    day = today(facts, settings)
    incidents = recent_incidents(facts, settings.incident_labels)
    if not merged and not incidents:
        return ""
    lines = [f"- {incident_line(issue, day)}" for issue in incidents[:MOST_LISTED]]
    counted = plural(len(incidents), "incident")
    since = since_words(due, "one")
    return body_of(
        "### What happened",
        f"{counted}, open or closed {since}:\n\n" + "\n".join(lines) if lines else "",
        f"{merged_words(merged)}." if merged else "",
        merged_fold(merged, facts.repository) if merged else "",
    )
