"""Open issues as the rituals list them: each as a task, with its age, owner and date."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from datetime import date
from functools import lru_cache
from typing import Final

from checks.engine.words import code, listing, plural
from rituals.engine.carry_over import task
from rituals.engine.facts import LabelledIssues, TrackedIssue
from snapshot.debt_note import DebtNote, read_debt_note
from snapshot.record_dates import parse_date

LONGEST_TITLE: Final = 100
MOST_FOLDED: Final = 40
_MOST_OWNERS: Final = 3
_HIDDEN_DUE: Final = re.compile(
    r"<!-- plumbline:postmortem-(?:due|action) [^<>\n]{1,600}? due=(?P<day>[0-9-]{10}) -->"
)


@lru_cache(maxsize=128)  # it is asked for again by each part of one issue's text
def note_of(issue: TrackedIssue) -> DebtNote:
    """Who sees to an issue and by when, as its fields and its text say. An issue that we opened for
    a postmortem or one of its actions says the day in its hidden first line.
    """
    note = read_debt_note(issue.body, assignees=issue.assignees, due=issue.due)
    hidden = _HIDDEN_DUE.match(issue.body)
    if note.payback or hidden is None:
        return note
    return replace(note, payback=parse_date(hidden["day"]))


def quoted(issue: TrackedIssue) -> str:
    """`#12 'Split it'`: the reference, which GitHub links, and the title in code."""
    return f"{issue.reference} {code(issue.title, LONGEST_TITLE)}"


def owners(note: DebtNote) -> str:
    """The owners in code spans; `no owner` where there is none."""
    names = [code(login, 60) for login in note.owners]
    return listing(names, _MOST_OWNERS) if names else "no owner"


def counted(lists: Iterable[LabelledIssues], noun: str, many: str = "") -> str:
    """How many there are in `lists`: `1 issue`, `1,200 issues`, `63+ issues` where there may be
    more, `no issue among those read` where none is known of.
    """
    known = tuple(lists)
    total = sum(each.total for each in known)
    if not any(each.may_be_more for each in known):
        return plural(total, noun, many)
    return f"{total:,}+ {many or noun + 's'}" if total else f"no {noun} among those read"


def none_listed(lists: Iterable[LabelledIssues]) -> str:
    """What is said of lists that show nothing though there may be more; "" where there is nothing.

    A ritual of a private repository may read a hundred issues that its readers may not see.
    """
    cut = [code(each.label) for each in lists if each.is_cut]
    if not cut:
        return ""
    return (
        f"No open issue with the label {listing(cut, 10, 'or')} could be listed here, but not all "
        "were read: look in this repository's own list, too."
    )


def age(issue: TrackedIssue, today: date) -> str:
    """`open for 12 days`, `opened today`."""
    days = (today - issue.opened_at.date()).days
    return f"open for {plural(days, 'day')}" if days > 0 else "opened today"


def dated(day: date, today: date, word: str = "due") -> str:
    """`due 2026-12-01`, `due today`, or in bold how long that is past."""
    late = (today - day).days
    if late > 0:
        return f"**{plural(late, 'day')} overdue**"
    return f"{word} today" if late == 0 else f"{word} {day}"


def item(issue: TrackedIssue, today: date) -> str:
    """One issue with all that helps to choose: how late or old it is, and who sees to it."""
    note = note_of(issue)
    when = [dated(note.payback, today)] if note.payback else []
    return ", ".join((quoted(issue), *when, age(issue, today), owners(note)))


def by_urgency(issues: Sequence[TrackedIssue], today: date) -> tuple[TrackedIssue, ...]:
    """What is overdue first, the longest overdue before the others; then the oldest."""

    def urgency(issue: TrackedIssue) -> tuple[date, str]:
        day = note_of(issue).payback
        return (day if day and day < today else date.max, issue.opened_at.isoformat())

    return tuple(sorted(issues, key=urgency))


def open_tasks(
    heading: str,
    labelled: LabelledIssues,
    today: date,
    most: int,
    *,
    say: Callable[[TrackedIssue, date], str] = item,
) -> str:
    """A heading if given, `most` of the open issues as tasks and the rest folded away; "" without
    any.
    """
    ordered = by_urgency(labelled.issues, today)
    if not ordered:
        return ""
    parts = [
        f"### {heading}" if heading else "",
        "\n".join(task(say(issue, today)) for issue in ordered[:most]),
    ]
    folded = [f"- {say(issue, today)}" for issue in ordered[most : most + MOST_FOLDED]]
    unlisted = labelled.total - len(ordered[:most]) - len(folded)
    parts += [fold(folded, f"{len(folded):,} more"), _unlisted(unlisted, labelled)]
    return "\n\n".join(part for part in parts if part)


def fold(lines: Sequence[str], what: str) -> str:
    """`lines` behind a line, plain text, that opens them; "" without any."""
    if not lines:
        return ""
    return "\n\n".join((f"<details><summary>{what}</summary>", "\n".join(lines), "</details>"))


def _unlisted(count: int, labelled: LabelledIssues) -> str:
    label = code(labelled.label)
    if labelled.may_be_more:
        return f"There may be more with the label {label} that are not listed."
    if count <= 0:
        return ""
    are = "is" if count == 1 else "are"
    return f"{plural(count, 'newer one')} with the label {label} {are} not listed."
