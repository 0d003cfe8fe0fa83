"""Blockers audit.

Every week one issue opens that lists what is blocked: issues and pull requests with the labels of
your categories, each with the time it really carried them, its owner and the day by which it is to
be decided. It says what is missing where, what was freed since the audit before and what that won,
and asks for help: the longer something is blocked, the higher the rung of the ladder it reaches.

Why: What is blocked waits in silence, and everything behind it waits, too. Nobody decides about it
because nobody is asked, or because there is no day on which not deciding would be noticed.

Remedy: Give each blocker somebody who sees to it (assign them) and a decision date: a milestone
with a date, or a line such as `Decide by: 2026-12-01` in its text. Take the label off once it can
go on. Whoever stands on a rung is mentioned once for each blocker that reaches it, and where the
rung is added later, for each that is past it already.

Limits: The oldest 100 open issues and 50 pull requests of each label are read. Of those that
lost it since the audit before, the 100 blocked longest are looked at again; of any other only the
longest time it can have been blocked is known. What was moved, deleted or hidden, or lies where the
audit looks no more, is named and not counted as freed. The time won compares with the median of
those freed before, and is told once there are five of them. What got its label and lost it between
two audits is not seen.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, Final

from pydantic import AfterValidator, Field, StringConstraints, field_validator

from checks.engine.fields import LabelName, refusal
from checks.engine.verdict import LabelWish
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
from rituals.parts.blockers_audit.calling_words import help_asked
from rituals.parts.blockers_audit.freed_words import freed, moved, out_of_sight
from rituals.parts.blockers_audit.ladder import Rung, in_order, told_after
from rituals.parts.blockers_audit.open_words import lacks, open_table, standing
from rituals.parts.blockers_audit.remembered import read_remembered
from rituals.parts.blockers_audit.stock import take_stock
from rituals.parts.today import today

LABEL: Final = LabelWish("blockers-audit", "b60205", "What is blocked, opened by Plumbline")

PURPOSE: Final = (
    "What is blocked waits in silence, and so does everything behind it. Below is what waits, for "
    "how long, and what it needs."
)
NOW: Final = (
    "go through it from the longest blocked down, and leave nothing without an owner, a date and a "
    "next step."
)
STANDING: Final = (
    "Say of each blocker who can free it, and what the very next step is",
    "Give each one an owner and a date, on the blocker itself",
    "Take the label off what can go on, and close what nobody needs any more",
)

CategoryName = Annotated[
    str,
    StringConstraints(strip_whitespace=True, min_length=1, max_length=40, pattern=r"^[^`\r\n]+$"),
]


class Settings(RitualSettings):
    """The knobs of the blockers audit."""

    every_weeks: knobs.WeeksApart = 1
    label: knobs.IssueLabel = LABEL.name
    categories: Mapping[LabelName, CategoryName] = Field(
        default={
            "blocked": "Blocked",
            "blocker": "Blocks others",
            "waiting": "Waiting",
            "on hold": "On hold",
        },
        min_length=1,
        max_length=8,
        description="The labels that mean that something is blocked, each with the name of its "
        "category. Labels are compared without regard to case.",
    )
    decision_days: int = Field(
        default=14,
        ge=1,
        le=365,
        description="Where a decision date is missing, one so many days ahead is proposed.",
    )
    escalation: Annotated[tuple[Rung, ...], AfterValidator(in_order)] = Field(
        default=(Rung(after_days=14, tell=("owner",)),),
        max_length=6,
        description="The ladder: who is mentioned once something has been blocked for so long. "
        "Each rung has `after_days` and, in `tell`, logins, teams such as `@acme/leads`, or "
        "`owner` for those the blocker is assigned to. Empty: nobody is mentioned.",
    )

    @field_validator("categories")
    @classmethod
    def _one_spelling(cls, categories: Mapping[str, str]) -> Mapping[str, str]:
        seen: dict[str, str] = {}
        for label in categories:
            if (other := seen.setdefault(label.casefold(), label)) is not label:
                raise refusal(
                    f"`{other}` and `{label}` are the same label on GitHub.",
                    "Keep one of the two lines.",
                )
        return categories

    def needs(self) -> Needs:
        return Needs(
            labels=tuple(self.categories), closed=True, pulls=True, bodies=True, label_times=True
        )


def follows(body: str) -> tuple[str, ...]:
    """What was blocked when the issue with this `body` opened, the longest blocked first."""
    before = read_remembered(body)
    return tuple(before.blockers) if before else ()


def compose(due: Due, facts: RitualFacts, settings: Settings) -> str:
    """The body of the audit's issue, in Markdown; its first line is hidden and for the next one."""
    labels, ladder = tuple(settings.categories), settings.escalation
    stock = take_stock(due.previous, facts, labels, today(facts, settings))
    left = unfinished(due.previous.issue.body if due.previous else "", STANDING)
    is_empty = not stock.blockers and not stock.is_cut
    return body_of(
        stock.for_the_next(told_after(ladder)),
        opening(due, facts, settings, PURPOSE, NOW if stock.blockers else ""),
        standing(stock, settings.categories, left=bool(left)),
        moved(stock),
        out_of_sight(stock),
        help_asked(stock, ladder),
        lacks(stock.blockers, stock.day, settings.decision_days),
        open_table(stock.blockers, settings.categories, ladder, stock.day),
        freed(stock),
        carried_over(left, due.previous),
        "" if is_empty else checklist("Steps", STANDING),
        "" if is_empty else actions(),
        "" if is_empty else NOTES,
        closing(due, facts),
    )
