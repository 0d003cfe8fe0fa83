"""Spans of time in words."""

from __future__ import annotations

from checks.engine.words import plural


def how_long(seconds: float) -> str:
    """`3 minutes`, in the largest unit that fits twice; a negative span is none."""
    for length, noun in ((86_400, "day"), (3600, "hour"), (60, "minute")):
        if seconds >= 2 * length:
            return plural(int(seconds // length), noun)
    return plural(max(0, int(seconds)), "second")
