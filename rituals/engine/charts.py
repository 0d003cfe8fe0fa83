"""Bars made of text, which read the same in mail, terminal and browser."""

from __future__ import annotations


def bar(value: int, most: int, width: int = 20) -> str:
    """A bar for `value` where `most` fills `width` characters; any value above 0 shows."""
    if value <= 0 or most <= 0:
        return ""
    return "█" * max(1, round(width * value / most))
