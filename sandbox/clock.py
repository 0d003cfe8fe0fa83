"""The world's clock: runs like a real one, and can be moved forward."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta


class Clock:
    """Tells the time of the world, always in UTC and to the second, as GitHub does.

    `start` is what it shows now; without it the world's time is the machine's.
    """

    def __init__(self, start: datetime | None = None) -> None:
        self._offset = (start - datetime.now(UTC)) if start else timedelta(0)

    def now(self) -> datetime:
        return (datetime.now(UTC) + self._offset).replace(microsecond=0)

    def advance(self, by: timedelta) -> None:
        """Move forward; time never runs backwards."""
        if by < timedelta(0):
            raise ValueError("the clock only moves forward")
        self._offset += by


def iso(moment: datetime) -> str:
    """GitHub's form of a moment: `2026-11-23T09:30:00Z`."""
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def iso_or_none(moment: datetime | None) -> str | None:
    return iso(moment) if moment else None
