"""Moments in words."""

from __future__ import annotations

from datetime import datetime

_UNITS = ((365 * 86_400, "year"), (30 * 86_400, "month"), (86_400, "day"), (3_600, "hour"),
          (60, "minute"))  # fmt: skip


def ago(moment: datetime, now: datetime) -> str:
    """`3 hours ago`; `just now` within the last minute and for what lies ahead."""
    seconds = int((now - moment).total_seconds())
    for size, unit in _UNITS:
        if seconds >= size:
            count = seconds // size
            return f"{count} {unit}{'' if count == 1 else 's'} ago"
    return "just now"
