"""The open debt of a sprint: what is overdue, what is oldest, and what stands out."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from datetime import date
from typing import Final

from checks.engine.words import code, listing, table
from rituals.engine.facts import LabelledIssues, TrackedIssue
from rituals.engine.sections import body_of
from rituals.parts.issues import counted, item, none_listed, note_of, open_tasks

_HEADING: Final = "Debt to pay back"
_MOST_REPOSITORIES: Final = 20


def debt_section(
    debt: LabelledIssues, left: frozenset[str], today: date, most: int, home: str
) -> str:
    """The debts as tasks, the most urgent first. `left` are the references of those that the sprint
    before listed and did not repay; `home` is the name of the ritual's own repository.
    """
    if not debt.issues:
        return none_listed([debt]) or (
            f"No open issue carries the label {code(debt.label)}; those that do are listed here."
        )
    tasks = open_tasks(_HEADING, debt, today, most, say=_saying(left))
    heading, _, rest = tasks.partition("\n\n")
    return body_of(heading, _in_numbers(debt, today), _by_repository(debt, today, home), rest)


def _saying(left: frozenset[str]) -> Callable[[TrackedIssue, date], str]:
    def say(issue: TrackedIssue, today: date) -> str:
        again = ", left over from the last sprint" if issue.reference in left else ""
        return f"{item(issue, today)}{again}"

    return say


def _in_numbers(debt: LabelledIssues, today: date) -> str:
    """`12 open, 3 of them overdue, 2 without an owner and 5 without a payback date.`"""
    notes = [note_of(issue) for issue in debt.issues]
    overdue = sum(1 for note in notes if note.payback and note.payback < today)
    ownerless = sum(1 for note in notes if not note.owners)
    dateless = sum(1 for note in notes if note.payback is None)
    said = [
        f"{count:,} {words}"
        for count, words in (
            (overdue, "overdue"),
            (ownerless, "without an owner"),
            (dateless, "without a payback date"),
        )
        if count
    ]
    among = f"Of the oldest {len(notes)}" if debt.is_cut else "Of these"
    more = f" {among}: {listing(said, 3)}." if said else ""
    return f"{counted([debt], 'open issue')} with the label {code(debt.label)}.{more}"


def _by_repository(debt: LabelledIssues, today: date, home: str) -> str:
    """The same by repository, where a ritual looks at several."""
    issues = [(issue.repository or home, note_of(issue)) for issue in debt.issues]
    found = Counter(name for name, _ in issues)
    if len(found) < 2:
        return ""
    late = Counter(name for name, note in issues if note.payback and note.payback < today)
    lone = Counter(name for name, note in issues if not note.owners)
    rows = [
        (code(name), f"{count:,}", f"{late[name]:,}", f"{lone[name]:,}")
        for name, count in found.most_common(_MOST_REPOSITORIES)
    ]
    return table(("Repository", "Open", "Overdue", "Without an owner"), rows)
