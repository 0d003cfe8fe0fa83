"""What a person asks about rituals, and what was found."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from rituals.engine.calendar import Entry
from rituals.engine.declare import Ritual, RitualSettings


@dataclass(frozen=True, slots=True)
class Asked:
    """At most one of `repository` and `installation` is set; without them the clone is meant."""

    clone: Path = Path()
    at: str | None = None
    repository: str | None = None
    installation: str | None = None
    weeks: int = 8

    @property
    def span(self) -> timedelta:
        return timedelta(weeks=self.weeks)


@dataclass(frozen=True, slots=True)
class RepositoryCalendar:
    """The rituals of one repository. `place` says where its policy was read: `main (1a2b3c4)`.

    `knows_issues` is False where only the policy was read: then nothing is known of what was, and
    `entries` begin now. `trouble` says why its rituals cannot be told; "" when they can.
    """

    repository: str
    place: str
    asked: tuple[tuple[Ritual, RitualSettings], ...]
    entries: tuple[Entry, ...]
    now: datetime
    knows_issues: bool
    url: str = ""
    trouble: str = ""

    def zone_of(self, ritual: str) -> str:
        """The time zone that a ritual's times are told in."""
        return next(settings.time_zone for one, settings in self.asked if one.name == ritual)


@dataclass(frozen=True, slots=True)
class Calendars:
    """`notes` are sentences on what was not asked and why. `account` is "" unless all of an
    account was asked for; `without` is then how many of its repositories ask for no ritual.
    """

    repositories: tuple[RepositoryCalendar, ...]
    notes: tuple[str, ...] = ()
    account: str = ""
    without: int = 0
    requests: int = 0
