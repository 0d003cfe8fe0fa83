"""Priorities review.

Once a month one issue opens that lists what counts as a priority: overdue ones first and then the
oldest, with owner and date. Is it still one, who sees to it, and until when? It says how many there
are beside how many can be worked on at a time, which have no owner or no date, and how much was
merged since the last review.

Why: What was urgent once keeps its label for ever, and where everything is a priority nothing is. A
look at fixed times keeps the list short and true.

Remedy: Take the label from what is no priority any more, assign an owner, and write the date as the
milestone of the issue or as a line `Due: 2026-12-01` in its text. What was agreed and stays
unticked comes back next time.

Limits: Of each label the oldest 100 open issues are read. An order among the priorities is the
team's to find.
"""

from __future__ import annotations

from typing import Final

from pydantic import Field

from checks.engine.fields import LabelName
from checks.engine.verdict import LabelWish
from checks.engine.words import code, listing
from rituals.engine import knobs
from rituals.engine.carry_over import unfinished
from rituals.engine.declare import Due, RitualSettings
from rituals.engine.facts import LabelledIssues, Needs, RitualFacts
from rituals.engine.sections import (
    NOTES,
    actions,
    body_of,
    carried_over,
    checklist,
    closing,
    opening,
)
from rituals.parts.issues import counted, none_listed, note_of, open_tasks
from rituals.parts.merged import merged_words
from rituals.parts.today import today

LABEL: Final = LabelWish("priorities-review", "fbca04", "What comes first, opened by Plumbline")
STANDING: Final = (
    "Take the label off whatever is no longer a priority",
    "Give each of the others an owner and a date",
    "Say in a comment what comes first, and what waits",
)
PURPOSE: Final = "Time to agree on what comes first, and on what waits."
NOW: Final = "go through the list from the top; tick an issue once its owner and date are right."


class Settings(RitualSettings):
    """The knobs of the priorities review."""

    every_months: knobs.MonthsApart = 1
    day: knobs.OnMonthDay = "first monday"
    label: knobs.IssueLabel = LABEL.name
    priority_labels: tuple[LabelName, ...] = Field(
        default=("priority",),
        min_length=1,
        max_length=10,
        description="Open issues with these labels are listed, one list for each label.",
    )
    most_at_once: int = Field(
        default=7,
        ge=1,
        le=100,
        description="So many priorities can be worked on at a time; when there are more, it says "
        "so.",
    )

    def needs(self) -> Needs:
        """The priorities with owner and date, and what was merged."""
        return Needs(labels=self.priority_labels, bodies=True, merged=True)


def compose(due: Due, facts: RitualFacts, settings: Settings) -> str:
    """The body of the review's issue, in Markdown."""
    before = due.previous.issue.body if due.previous else ""
    day = today(facts, settings)
    lists = [facts.issues_labelled(label) for label in settings.priority_labels]
    return body_of(
        opening(due, facts, settings, PURPOSE, NOW if any(each.issues for each in lists) else ""),
        carried_over(unfinished(before, STANDING), due.previous),
        _in_numbers(lists, facts, settings),
        *(open_tasks(f"Open with {code(each.label)}", each, day, 20) for each in lists),
        checklist("Steps", STANDING),
        actions(),
        NOTES,
        closing(due, facts),
    )


def _in_numbers(lists: list[LabelledIssues], facts: RitualFacts, settings: Settings) -> str:
    total = sum(each.total for each in lists)
    names = listing([code(label) for label in settings.priority_labels], 10, "or")
    merged = facts.merged
    done = f" {merged_words(merged)}." if merged and merged.total else ""
    if not total:
        none = f"No open issue carries {names}: give it to what comes first."
        return f"{none_listed(lists) or none}{done}"
    over = total - settings.most_at_once
    much = (
        f" That is {over:,} more than can be worked on at a time ({settings.most_at_once}): "
        "something has to wait."
        if over > 0
        else ""
    )
    count = counted(lists, "open priority", "open priorities")
    return f"**{count}**{_lacks(lists)}.{much}{done}"


def _lacks(lists: list[LabelledIssues]) -> str:
    notes = [note_of(issue) for each in lists for issue in each.issues]
    ownerless = sum(1 for note in notes if not note.owners)
    dateless = sum(1 for note in notes if note.payback is None)
    said = [f"{ownerless:,} without an owner"] if ownerless else []
    said += [f"{dateless:,} without a date"] if dateless else []
    return f", {listing(said, 2)}" if said else ""
