"""What GitHub gives us when a person signs in."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any

# A token is not used when it may end while a page is made.
_SPARE = timedelta(seconds=60)


@dataclass(frozen=True, slots=True)
class Grant:
    """A token that acts for a person. Apps may choose tokens that never end: then `refresh_token`
    is "" and `expires_at` None. Times are UTC.
    """

    token: str = field(repr=False)
    refresh_token: str = field(default="", repr=False)
    expires_at: datetime | None = None

    def is_good(self, now: datetime) -> bool:
        return self.expires_at is None or now + _SPARE < self.expires_at

    def as_json(self) -> list[Any]:
        ends = self.expires_at.isoformat() if self.expires_at else None
        return [self.token, self.refresh_token, ends]

    @classmethod
    def from_json(cls, kept: list[Any]) -> Grant:
        token, refresh, ends = kept
        return cls(token, refresh, datetime.fromisoformat(ends).astimezone(UTC) if ends else None)
