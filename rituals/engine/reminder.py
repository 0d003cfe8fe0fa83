"""A reminder is an issue of ours; a hidden marker in its body says for which occurrence."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

from rituals.engine.facts import OwnIssue

# At the start of a line only: foreign text never stands there, it is quoted in code spans.
_MARKER: Final = re.compile(
    r"^<!-- plumbline:ritual (?P<ritual>[a-z0-9_]+) (?P<occurrence>[0-9]{4}-W[0-9]{2})"
    r"(?: from=(?P<oid>[0-9a-f]{40,64}))? -->[ \t\r]*$",
    re.MULTILINE,
)
_OCCURRENCE: Final = re.compile(r"\s+([0-9]{4}-W[0-9]{2})\b", re.ASCII)


@dataclass(frozen=True, slots=True)
class Reminder:
    """The issue of one occurrence of one ritual.

    `from_oid` is the newest commit of the default branch when it was opened, "" when unknown.
    """

    occurrence: str
    from_oid: str
    issue: OwnIssue


def marker(ritual: str, occurrence: str, head_oid: str) -> str:
    """The line that makes an issue findable again; `head_oid` may be "" in an empty repository."""
    origin = f" from={head_oid}" if head_oid else ""
    return f"<!-- plumbline:ritual {ritual} {occurrence}{origin} -->"


def recognise(issue: OwnIssue, ritual: str, title: str) -> Reminder | None:
    """The reminder of `ritual` that `issue` is, by its marker.

    When somebody has edited the marker away, the issue's title still tells: tidying a body must not
    bring a second issue. `title` is how titles of this ritual begin.
    """
    found = _MARKER.search(issue.body)
    if found:
        if found["ritual"] != ritual:
            return None
        return Reminder(found["occurrence"], found["oid"] or "", issue)
    if not issue.title.startswith(title):
        return None
    named = _OCCURRENCE.match(issue.title, len(title))
    return Reminder(named[1], "", issue) if named else None
