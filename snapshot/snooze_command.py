"""`/snooze 3d`, `/snooze 2w` or `/snooze 2026-12-24` in a comment, and other commands like it."""

from __future__ import annotations

import re
from datetime import date, timedelta
from typing import Final

from snapshot.markdown import paragraph_lines

LONGEST_SNOOZE: Final = timedelta(days=366)
_LONGEST_COMMENT: Final = 65_536
_SPAN: Final = re.compile(
    r"(?P<count>[0-9]{1,3}) ?(?P<unit>d|days?|w|weeks?)", re.IGNORECASE | re.ASCII
)
_DATE: Final = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", re.ASCII)


def command_in(text: str, command: str) -> str | None:
    """What stands behind the last `/command` that begins a line of prose, not of code or a quote;
    "" for nothing, None where there is no such line.
    """
    if f"/{command}" not in text.casefold():
        return None
    plain = paragraph_lines(text[:_LONGEST_COMMENT])
    wanted = re.compile(rf"/{re.escape(command)}(?![\w-])(?P<rest>.*)", re.IGNORECASE | re.DOTALL)
    found: str | None = None
    for number, line in enumerate(text[:_LONGEST_COMMENT].split("\n"), start=1):
        if number in plain and (match := wanted.fullmatch(line)):
            found = match["rest"].strip()
    return found


def pause_in(written: str) -> timedelta | date | None:
    """How long `3d` or `2 weeks` is, or the day that a date names; None for anything else."""
    if span := _SPAN.fullmatch(written):
        return timedelta(days=int(span["count"]) * (7 if span["unit"][0] in "wW" else 1))
    try:
        return date.fromisoformat(written) if _DATE.fullmatch(written) else None
    except ValueError:
        return None


def snoozed_until(written: str, since: date) -> date | None:
    """The day until which there is to be silence; None where `written` is no time within a year."""
    pause = pause_in(written)
    until = since + pause if isinstance(pause, timedelta) else pause
    return until if until and since < until <= since + LONGEST_SNOOZE else None
