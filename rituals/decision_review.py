"""Decision review.

Once a month one issue opens that lists the decisions waiting for somebody: those still proposed,
the oldest first, those past the date at which they were to be looked at again, experiments that
ended without an outcome, and what comes due before the next review.

Why: A proposal nobody decides on is built upon or forgotten, and a date in a record that nobody
looks at helps nobody. One hour a month keeps the log true.

Remedy: Decide, or move the date, in the record itself; what is settled there is not listed again.
An item that stays unticked is listed again only while its record still waits.

Limits: Only what the records say of themselves is known. A proposal without a date is listed last,
as its age is not known. Records of the repository are read, of other repositories none.
"""

from __future__ import annotations

from typing import Final

from checks.engine.verdict import LabelWish
from checks.engine.words import plural
from rituals.engine import knobs
from rituals.engine.carry_over import task, unfinished
from rituals.engine.declare import Due, RitualSettings
from rituals.engine.facts import Needs, RitualFacts
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
from rituals.parts.records import RecordMatter, expired_section, line, matters
from rituals.parts.today import today

LABEL: Final = LabelWish("decision-review", "bfd4f2", "Decisions that wait, opened by Plumbline")
STANDING: Final = (
    "Decide on each proposal: accept it, reject it, or name who finds out what is missing",
    "Write each outcome into the record itself",
)
PURPOSE: Final = "Time to decide: while a decision waits, nobody knows whether to build on it."
NOW: Final = "go through the lists from the top and write each outcome into the record."

_MOST_LISTED: Final = 20


class Settings(RitualSettings):
    """The knobs of the decision review."""

    every_months: knobs.MonthsApart = 1
    day: knobs.OnMonthDay = "first tuesday"
    label: knobs.IssueLabel = LABEL.name

    def needs(self) -> Needs:
        """The decision records."""
        return Needs(records=True)


def compose(due: Due, facts: RitualFacts, settings: Settings) -> str:
    """The body of the review's issue, in Markdown."""
    left = unfinished(due.previous.issue.body if due.previous else "", STANDING)
    day = today(facts, settings)
    found = matters(facts.records)
    proposed = [m for m in found if m.kind == "proposed"]
    coming = [
        m for m in found if m.kind != "proposed" and m.day and day <= m.day <= due.following.day
    ]
    past = expired_section(facts.records, facts.repository, day)
    return body_of(
        opening(due, facts, settings, PURPOSE, NOW if proposed or past else ""),
        carried_over(left, due.previous),
        "" if found or left else nothing_asked("No record waits for a decision"),
        _section(f"To decide: {plural(len(proposed), 'proposal')}", proposed, facts, settings),
        past,
        _section("Coming up before the next review", coming, facts, settings),
        checklist("Steps", STANDING) if found else "",
        actions() if found else "",
        NOTES if found else "",
        closing(due, facts),
    )


def _section(
    heading: str, listed: list[RecordMatter], facts: RitualFacts, settings: Settings
) -> str:
    if not listed:
        return ""
    day = today(facts, settings)
    lines = [task(line(matter, facts.repository, day)) for matter in listed[:_MOST_LISTED]]
    more = len(listed) - len(lines)
    return body_of(
        f"### {heading}",
        "\n".join(lines),
        f"{plural(more, 'further one')} not listed." if more > 0 else "",
    )
