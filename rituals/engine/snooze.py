"""`/snooze 3d` in a comment below a reminder: what is still to come, comes later."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Final

from rituals.engine.cadence import Cadence
from rituals.engine.facts import Comment, OwnIssue
from snapshot.markdown import paragraph_lines
from snapshot.wall_clock import first_instant

_COMMAND: Final = re.compile(r"^/snooze\b[ \t]*(?P<time>[^\r\n]*?)[ \t]*\r?$", re.IGNORECASE)
_SPAN: Final = re.compile(
    r"(?P<count>[0-9]{1,3}) ?(?P<unit>d|days?|w|weeks?)", re.IGNORECASE | re.ASCII
)
_DATE: Final = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", re.ASCII)
_LONGEST: Final = timedelta(days=366)
_LONGEST_COMMENT: Final = 65_536


@dataclass(frozen=True, slots=True)
class Snooze:
    """What a comment asks for: silence `until` an instant (UTC), None when it was not understood;
    `written` is what stood behind the command.
    """

    comment: Comment
    written: str
    until: datetime | None


def snoozes_in(issue: OwnIssue, cadence: Cadence) -> tuple[Snooze, ...]:
    """What people who may steer asked for below `issue`, by age; of each comment its last word."""
    asked = (_asked(comment, cadence) for comment in issue.comments if _may_ask(comment))
    return tuple(snooze for snooze in asked if snooze)


def _may_ask(comment: Comment) -> bool:
    return comment.may_steer and not comment.is_own


def _asked(comment: Comment, cadence: Cadence) -> Snooze | None:
    written = list(_commands(comment.body[:_LONGEST_COMMENT]))
    if not written:
        return None
    return Snooze(comment, written[-1], _until(written[-1], comment.at, cadence))


def _commands(text: str) -> Iterator[str]:
    """What stands behind the command, of lines that are prose: not of code and quotes."""
    if "/snooze" not in text.casefold():
        return
    plain = paragraph_lines(text)
    for number, line in enumerate(text.split("\n"), start=1):
        if number in plain and (found := _COMMAND.match(line)):
            yield found["time"]


def _until(written: str, since: datetime, cadence: Cadence) -> datetime | None:
    until: datetime | None = None
    if span := _SPAN.fullmatch(written):
        days = int(span["count"]) * (7 if span["unit"][0] in "wW" else 1)
        until = since + timedelta(days=days)
    elif _DATE.fullmatch(written):
        until = _instant(written, cadence)
    return until if until and since < until <= since + _LONGEST else None


def _instant(written: str, cadence: Cadence) -> datetime | None:
    try:
        day = date.fromisoformat(written)
        return first_instant(datetime.combine(day, cadence.at), cadence.zone)
    except (ValueError, OverflowError):
        return None
