"""Words and colours of the page."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Final

from checks.engine.words import plural, visible
from reviews.page.subject import PullState

# The colours are those of states of decisions, which the same style sheet names.
CONCLUSIONS: Final[Mapping[str, tuple[str, str]]] = {
    "success": ("passed", "accepted"),
    "neutral": ("advice", "unknown"),
    "action_required": ("waits", "proposed"),
    "failure": ("failed", "rejected"),
    "skipped": ("not applicable", "none"),
}
STATES: Final[Mapping[PullState, tuple[str, str]]] = {
    "draft": ("draft", "none"),
    "open": ("open", "accepted"),
    "merged": ("merged", "superseded"),
    "closed": ("closed", "rejected"),
}


def conclusion(name: str) -> tuple[str, str]:
    """A conclusion's word and colour, whatever GitHub calls it."""
    return CONCLUSIONS.get(name, (visible(name.replace("_", " ")) or "unknown", "none"))


def moment(at: datetime) -> str:
    """`2026-11-23 09:05 UTC`."""
    return f"{at:%Y-%m-%d %H:%M} UTC"


def age(before: timedelta) -> str:
    """`3 days`, `5 hours`, `2 minutes`; "" for less than a minute."""
    minutes = int(before.total_seconds()) // 60
    if minutes >= 2 * 24 * 60:
        return plural(minutes // (24 * 60), "day")
    if minutes >= 2 * 60:
        return plural(minutes // 60, "hour")
    return plural(minutes, "minute") if minutes > 0 else ""
