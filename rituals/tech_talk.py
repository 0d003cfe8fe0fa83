"""Tech talk.

Once a month one issue opens for a talk within the team, a week ahead so that it can be prepared. It
names whose turn it is, lists the ideas that were collected under a label, and what may be worth
telling: the decisions taken since the last talk and how much was merged.

Why: What one person found out helps all, once it is told. Talks that depend on somebody remembering
them stop after the third.

Remedy: Collect ideas as issues with the label for them. Choose one, tick it, and link slides or a
recording behind `Notes:`. `rotation` names those who speak, or look for a speaker, in turn.

Limits: Of the ideas the oldest 100 are read. Decisions are records whose own date is not older than
the last talk.
"""

from __future__ import annotations

from typing import Final

from pydantic import Field

from checks.engine.fields import LabelName
from checks.engine.verdict import LabelWish
from checks.engine.words import code
from rituals.engine import knobs
from rituals.engine.carry_over import task, unfinished
from rituals.engine.declare import Due, RitualSettings
from rituals.engine.facts import LabelledIssues, Needs, RitualFacts
from rituals.engine.sections import NOTES, body_of, carried_over, checklist, closing, opening
from rituals.parts.issues import age, fold, none_listed, quoted
from rituals.parts.merged import merged_fold, merged_words
from rituals.parts.records import decided_since, record_link
from rituals.parts.today import today

LABEL: Final = LabelWish("tech-talk", "c5def5", "A talk within the team, opened by Plumbline")
STANDING: Final = (
    "Choose a topic and say who speaks",
    "Hold the talk",
    "Link slides, notes or the recording behind `Notes:`",
)
PURPOSE: Final = "Time to share what was learned: what one person found out helps everyone."
NOW: Final = "choose a topic, write down who speaks, and tell the others when."

_MOST_IDEAS: Final = 8
_MOST_DECISIONS: Final = 8


class Settings(RitualSettings):
    """The knobs of the tech talk."""

    every_months: knobs.MonthsApart = 1
    day: knobs.OnMonthDay = "last thursday"
    at: knobs.AtTime = "15:00"
    lead_days: knobs.LeadDays = 7
    label: knobs.IssueLabel = LABEL.name
    idea_label: LabelName = Field(
        default="talk-idea", description="Open issues with this label are listed as ideas."
    )

    def needs(self) -> Needs:
        """Ideas, what was merged, and what was decided."""
        return Needs(labels=(self.idea_label,), merged=True, records=True)


def compose(due: Due, facts: RitualFacts, settings: Settings) -> str:
    """The body of the talk's issue, in Markdown."""
    before = due.previous.issue.body if due.previous else ""
    return body_of(
        opening(due, facts, settings, PURPOSE, NOW),
        carried_over(unfinished(before, STANDING), due.previous),
        _ideas(facts.issues_labelled(settings.idea_label), facts, settings),
        _worth_telling(due, facts),
        checklist("Steps", STANDING),
        NOTES,
        closing(due, facts),
    )


def _ideas(ideas: LabelledIssues, facts: RitualFacts, settings: Settings) -> str:
    day = today(facts, settings)
    words = [f"{quoted(issue)}, {age(issue, day)}" for issue in ideas.issues]
    if not words:
        return none_listed([ideas]) or (
            f"No idea has been collected yet: open an issue with the label {code(ideas.label)} "
            "for each."
        )
    return body_of(
        "### Ideas, the oldest first",
        "\n".join(map(task, words[:_MOST_IDEAS])),
        fold([f"- {line}" for line in words[_MOST_IDEAS:]], f"{len(words) - _MOST_IDEAS:,} more"),
    )


def _worth_telling(due: Due, facts: RitualFacts) -> str:
    """Decisions and merged work since the last talk; "" when there is none of both."""
    since = due.previous.day if due.previous else None
    decided = decided_since(facts.records, since) if since else ()
    merged = facts.merged if facts.merged and facts.merged.total else None
    if not decided and not merged:
        return ""
    lines = [
        f"- {record_link(record, facts.repository)}, decided {record.date.date}"
        for record in decided[:_MOST_DECISIONS]
        if record.date
    ]
    return body_of(
        "### Perhaps worth a talk",
        "\n".join(lines),
        f"{merged_words(merged)}." if merged else "",
        merged_fold(merged, facts.repository) if merged else "",
    )
