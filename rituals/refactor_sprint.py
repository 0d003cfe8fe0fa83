"""Refactor sprint.

Every few weeks one issue opens that says: it is time to repair. It lists the open debt issues, the
oldest first, and the files that gained most debt markers since the sprint before; it has checklists
for preparing, holding and closing the sprint, and names whoever's turn it is to hold it.

Why: Debt that has no time of its own is paid last or never, and what nobody looks at grows. A fixed
rhythm makes repair a habit, and the list makes the time worth it.

Remedy: Nothing has to be done for it to come round. Items left unticked in one sprint's issue are
carried over to the next one. Closing an issue ends that sprint; a closed one is not opened again.

Limits: One issue for each turn of the rhythm; after an outage only the latest turn is made up for.
Markers are counted in the comments of what GitHub shows of a comparison: 300 files, and no files
whose difference is too large to be shown.
"""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Final

from pydantic import Field, StringConstraints

from checks.engine.fields import LabelName
from checks.engine.verdict import LabelWish
from checks.engine.words import code, plural, table
from rituals.engine.carry_over import task, unfinished
from rituals.engine.charts import bar
from rituals.engine.debt_growth import Growth, debt_growth
from rituals.engine.declare import Due, RitualSettings
from rituals.engine.facts import Changes, LabelledIssues, RitualFacts, TrackedIssue
from rituals.engine.sections import carried_over, checklist, closing, opening

LABEL: Final = LabelWish("refactor-sprint", "5319e7", "Time for repairs, opened by Plumbline")

PURPOSE: Final = (
    "Time for repairs: debt that has no time of its own is paid last. Below is where it is oldest "
    "and where it grew; edit the lists freely, what stays unticked comes back next time."
)
PREPARE: Final = (
    "Choose from the lists above what fits into the time, and name who takes what",
    "Add what is missing from the lists",
)
HOLD: Final = (
    "One small pull request for each repair, so that it can be reviewed the same day",
    "Close the debt issue, or remove the marker, in the pull request that repairs it",
)
CLOSE: Final = (
    "Tick what is done, here and in the lists above",
    "Write down in a comment what should be easier next time, and close this issue",
)

_MOST_ISSUES: Final = 50
_MOST_FILES: Final = 15
_AGES: Final = (("over a year", 365), ("3 to 12 months", 91), ("1 to 3 months", 30), ("newer", -1))


Word = Annotated[str, StringConstraints(strip_whitespace=True, min_length=2, max_length=40)]


class Settings(RitualSettings):
    """The knobs of the refactor sprint."""

    label: LabelName = Field(
        default=LABEL.name,
        description="The label its issues carry; created when it does not exist.",
    )
    debt_label: LabelName = Field(
        default="debt", description="Open issues with this label are listed, the oldest first."
    )
    markers: tuple[Word, ...] = Field(
        default=("TODO", "FIXME", "HACK", "XXX"),
        min_length=1,
        max_length=50,
        description="The words that mark debt in a comment, in exactly this spelling.",
    )

    def issue_labels(self) -> tuple[str, ...]:
        return (self.debt_label,)


def compose(due: Due, facts: RitualFacts, changes: Changes | None, settings: Settings) -> str:
    """The body of the sprint's issue, in Markdown."""
    before = due.previous.issue.body if due.previous else ""
    left = unfinished(before, PREPARE + HOLD + CLOSE)
    debt = facts.issues_labelled(settings.debt_label)
    sections = [
        opening(due, facts, settings, PURPOSE),
        carried_over(left.items, due.previous),
        _open_debt(debt, left.issues, facts.now),
        _grown_debt(changes, settings.markers),
        checklist("Prepare", PREPARE),
        checklist("Hold", HOLD),
        checklist("Close", CLOSE),
        closing(due, facts),
    ]
    return "\n\n".join(section for section in sections if section)


def _open_debt(debt: LabelledIssues, left: frozenset[int], now: datetime) -> str:
    label = code(debt.label)
    heading = "### Open debt, the oldest first\n\n"
    if not debt.issues:
        return f"{heading}No open issue carries the label {label}."
    parts = [f"{heading}{plural(debt.total, 'open issue')} with the label {label}."]
    if len(debt.issues) > 3:
        parts.append(_ages(debt, now))
    listed = debt.issues[:_MOST_ISSUES]
    parts.append("\n".join(_debt_item(issue, issue.number in left, now) for issue in listed))
    if debt.total > len(listed):
        parts.append(f"{plural(debt.total - len(listed), 'newer one')} not listed.")
    return "\n\n".join(parts)


def _debt_item(issue: TrackedIssue, left: bool, now: datetime) -> str:
    again = ", left from the sprint before" if left else ""
    age = plural(_days_open(issue, now), "day")
    return task(f"#{issue.number} {code(issue.title, 120)}, open for {age}{again}")


def _ages(debt: LabelledIssues, now: datetime) -> str:
    """A chart of how old the issues are, in a fence so that its columns stay in line."""
    counts = dict.fromkeys((name for name, _ in _AGES), 0)
    for issue in debt.issues:
        days = _days_open(issue, now)
        counts[next(name for name, least in _AGES if days > least)] += 1
    most = max(counts.values())
    lines = [f"{name:<14} {bar(count, most):<20} {count}" for name, count in counts.items()]
    if debt.total > len(debt.issues):
        lines.append(f"(the oldest {len(debt.issues)} of {debt.total})")
    return "\n".join(["```text", *lines, "```"])


def _days_open(issue: TrackedIssue, now: datetime) -> int:
    return max(0, (now - issue.opened_at).days)


def _grown_debt(changes: Changes | None, markers: tuple[str, ...]) -> str:
    heading = "### Where debt markers grew\n\n"
    if changes is None:
        return f"{heading}Counted from this sprint on: the next issue shows what came and went."
    growth = debt_growth(changes.files, markers)
    added, removed = sum(g.added for g in growth), sum(g.removed for g in growth)
    names = ", ".join(map(code, markers))
    since = f"since {code(changes.since_oid[:7])}, the commit of the sprint before"
    summary = (
        f"Comment lines with a marker ({names}) {since}: {added:,} came, {removed:,} went."
        if growth
        else f"No comment line with a marker ({names}) came or went {since}."
    )
    grown = [g for g in growth if g.net > 0]
    parts = [heading + summary, _growth_table(grown) if grown else "", *changes.unreadable]
    return "\n\n".join(part for part in parts if part)


def _growth_table(grown: list[Growth]) -> str:
    most = grown[0].net
    rows = [
        (code(g.path), str(g.added), str(g.removed), f"{bar(g.net, most)} +{g.net}")
        for g in grown[:_MOST_FILES]
    ]
    more = len(grown) - _MOST_FILES
    note = f"\n\n{plural(more, 'more file')} with smaller growth." if more > 0 else ""
    return table(("File", "Added", "Removed", "Growth"), rows) + note
