"""GitHub's texts of times."""

from __future__ import annotations

from datetime import datetime


def seconds_of(text: str) -> float:
    """A time such as `2026-11-23T09:00:00Z`, in seconds since the epoch; 0.0 where it is none."""
    try:
        return datetime.fromisoformat(text).timestamp()
    except (ValueError, OverflowError, OSError):
        return 0.0
