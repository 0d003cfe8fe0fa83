"""A reminder is an issue of ours; a hidden marker in its body says for which occurrence."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from rituals.engine.facts import OwnIssue
from rituals.engine.periods import day_in_words, period_of

# At the start of a line only: foreign text never stands there, it is quoted in code spans.
_MARKER: Final = re.compile(
    r"^<!-- plumbline:ritual (?P<ritual>[a-z0-9_-]{1,60}) (?P<occurrence>[0-9W-]{7,10})"
    r"(?: day=(?P<day>[0-9]{4}-[0-9]{2}-[0-9]{2}))?"
    r"(?: from=(?P<oid>[0-9a-f]{40,64}))? -->[ \t\r]*$",
    re.MULTILINE | re.ASCII,
)
_ANY_MARKER: Final = re.compile(r"^<!-- plumbline:ritual\b", re.MULTILINE)
_OCCURRENCE: Final = re.compile(r"\s+([0-9]{4}-(?:W[0-9]{2}|[0-9]{2}(?:-[0-9]{2})?))\b", re.ASCII)
# As far ahead as lead time and quiet days let an issue open.
_FARTHEST_AHEAD: Final = timedelta(days=120)


@dataclass(frozen=True, slots=True)
class Reminder:
    """The issue of one occurrence of one ritual.

    `day` is the day of the rhythm, by which occurrences of different rhythms compare. `from_oid` is
    the newest commit of the default branch when it was opened, "" when unknown. `is_tampered`: the
    marker was changed into something that cannot be, so this was read from the title.
    """

    occurrence: str
    from_oid: str
    issue: OwnIssue
    day: date
    is_tampered: bool = False


def marker(ritual: str, occurrence: str, day: date, head_oid: str) -> str:
    """The line that makes an issue findable again; `head_oid` may be "" in an empty repository."""
    origin = f" from={head_oid}" if head_oid else ""
    return f"<!-- plumbline:ritual {ritual} {occurrence} day={day}{origin} -->"


def recognise(issue: OwnIssue, ritual: str, title: str) -> Reminder | None:
    """The reminder of `ritual` that `issue` is, by its marker.

    When somebody has edited the marker away, or into what cannot be, the issue's title still tells:
    tidying a body must not bring a second issue. `title` is how titles of this ritual begin.
    """
    found = _MARKER.search(issue.body)
    if found and found["ritual"] != ritual:
        return None
    if found and (day := _marked_day(found, issue)):
        return Reminder(found["occurrence"], found["oid"] or "", issue, day)
    if not issue.title.startswith(title):
        return None
    named = _OCCURRENCE.match(issue.title, len(title))
    titled = _titled_day(named[1], issue) if named else None
    if named is None or titled is None:
        return None
    return Reminder(named[1], "", issue, titled, bool(_ANY_MARKER.search(issue.body)))


def _marked_day(found: re.Match[str], issue: OwnIssue) -> date | None:
    """The day of a marker; None when its parts contradict each other or the time it was opened."""
    period = period_of(found["occurrence"])
    if period is None:
        return None
    if found["day"] is None:
        return _titled_day(found["occurrence"], issue)
    try:
        day = date.fromisoformat(found["day"])
    except ValueError:
        return None
    return day if period[0] <= day <= period[1] and _may_be(day, issue) else None


def _titled_day(occurrence: str, issue: OwnIssue) -> date | None:
    """The day that the title names, else the last one of the occurrence's week or month."""
    period = period_of(occurrence)
    if period is None or not _may_be(period[0], issue):
        return None
    named = day_in_words(issue.title)
    return named if named and period[0] <= named <= period[1] else period[1]


def _may_be(day: date, issue: OwnIssue) -> bool:
    """Whether an issue may have been opened for `day` when this one was."""
    return issue.opened_at is None or day <= issue.opened_at.date() + _FARTHEST_AHEAD
