"""`/snooze 3d`, `/snooze 2w` or `/snooze 2026-12-24` in a comment, and other commands like it."""

from __future__ import annotations

import re
from datetime import date, timedelta
from typing import Final

from snapshot.markdown import paragraph_lines

LONGEST_SNOOZE: Final = timedelta(days=366)
_LONGEST_COMMENT: Final = 65_536
_SPAN: Final = re.compile(r"(?P<count>[0-9]{1,3}) ?(?P<unit>d|days?|w|weeks?)", re.IGNORECASE)


def command_in(text: str, command: str) -> str | None:
    """What stands behind the last `/command` that begins a line of prose, not of code or a quote;
    "" for nothing, None where there is no such line.
    """
    if f"/{command}" not in text.casefold():
        return None
    plain = paragraph_lines(text[:_LONGEST_COMMENT])
    wanted = re.compile(rf"/{re.escape(command)}(?:[ \t]+(?P<rest>.*?))?\s*", re.IGNORECASE)
    found: str | None = None
    for number, line in enumerate(text[:_LONGEST_COMMENT].split("\n"), start=1):
        if number in plain and (match := wanted.fullmatch(line)):
            found = (match["rest"] or "").strip()
    return found


def snoozed_until(written: str, since: date) -> date | None:
    """The day until which there is to be silence; None where `written` is no time within a year."""
    until: date | None = None
    if span := _SPAN.fullmatch(written):
        until = since + timedelta(days=int(span["count"]) * (7 if span["unit"][0] in "wW" else 1))
    else:
        try:
            until = date.fromisoformat(written)
        except ValueError:
            return None
    return until if since < until <= since + LONGEST_SNOOZE else None
