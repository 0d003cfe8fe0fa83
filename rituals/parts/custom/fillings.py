"""What can stand in place of a placeholder, from live facts."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from types import MappingProxyType
from typing import Final
from zoneinfo import ZoneInfo

from checks.engine.words import code, listing, plural
from rituals.engine.carry_over import Item
from rituals.engine.declare import Due
from rituals.engine.facts import LabelledIssues, RitualFacts
from rituals.engine.sections import body_of, carried_items, long_date
from rituals.parts.custom.placeholders import Filling
from rituals.parts.custom.settings import CustomSettings
from rituals.parts.issues import counted, none_listed, open_tasks
from rituals.parts.merged import merged_fold, merged_words
from rituals.parts.today import today

KNOWN: Final = MappingProxyType(
    {
        "date": "The day it is held: `Monday, 23 November 2026`.",
        "time": "The local time, with its zone.",
        "occurrence": "Which turn it is: `2026-W48`.",
        "next_date": "The day of the next turn.",
        "facilitator": "Whose turn it is by `rotation`; `nobody yet` without one.",
        "previous": "The number of the issue before.",
        "repository": "The name of the repository.",
        "carried_over": "What was left unticked in the issue before. Where a template does not "
        "place it, it comes first.",
        "open_debt": "The open issues with the `debt_label`, overdue ones first.",
        "blockers": "The open issues with the `blocked_label`.",
        "open_issues": "The open issues with the `issue_labels`.",
        "merged": "The pull requests merged since the turn before.",
    }
)
"""All placeholders by name, with what stands in their place."""

_MOST_LISTED: Final = 20


def fillings(
    due: Due, facts: RitualFacts, settings: CustomSettings, left: Sequence[Item]
) -> Mapping[str, Filling]:
    """What stands for each of `KNOWN`; `left` are the items carried over."""
    day = today(facts, settings)
    local = due.occurrence.due.astimezone(ZoneInfo(settings.time_zone))
    before = f"#{due.previous.issue.number}" if due.previous else "none before"
    lists = [facts.issues_labelled(label) for label in settings.issue_labels]
    found = {
        "date": _words(long_date(due.occurrence.day)),
        "time": _words(f"{local:%H:%M} {code(settings.time_zone)}"),
        "occurrence": _words(due.occurrence.id),
        "next_date": _words(long_date(due.following.day)),
        "facilitator": _words(code(due.holder) if due.holder else "nobody yet"),
        "previous": _words(before),
        "repository": _words(code(facts.repository.full_name)),
        "carried_over": _carried(due, left),
        "open_debt": _open((facts.issues_labelled(settings.debt_label),), day),
        "blockers": _open((facts.issues_labelled(settings.blocked_label),), day),
        "open_issues": _open(lists, day),
        "merged": _merged(facts),
    }
    return MappingProxyType({name: found[name] for name in KNOWN})


def _words(text: str) -> Filling:
    return Filling(text, text)


def _carried(due: Due, left: Sequence[Item]) -> Filling:
    if not left or due.previous is None:
        return Filling("no item", "Nothing was left over.")
    return Filling(plural(len(left), "item"), carried_items(left, due.previous))


def _open(lists: Sequence[LabelledIssues], day: date) -> Filling:
    inline = counted(lists, "open issue")
    if not any(each.total for each in lists):
        names = listing([code(each.label) for each in lists], 10, "or")
        none = f"No open issue carries {names}." if names else "No label is named."
        return Filling(inline, none_listed(lists) or none)
    blocks = (
        body_of(f"Open with {code(each.label)}:" if len(lists) > 1 else "", tasks)
        for each in lists
        if (tasks := open_tasks("", each, day, _MOST_LISTED))
    )
    return Filling(inline, "\n\n".join(blocks))


def _merged(facts: RitualFacts) -> Filling:
    merged = facts.merged
    if merged is None or not merged.total:
        return Filling("no pull request", "Nothing was merged since the last time.")
    listed = merged_fold(merged, facts.repository)
    return Filling(plural(merged.total, "pull request"), f"{merged_words(merged)}.\n\n{listed}")
