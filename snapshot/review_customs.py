"""What a team has said about its reviewing, beside CODEOWNERS: areas, absences, identities."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from snapshot.area import Area


@dataclass(frozen=True, slots=True)
class Absence:
    """`login` (lower case) gives no reviews from `first` to `last`, both included; None is open."""

    login: str
    first: date | None = None
    last: date | None = None

    def holds_on(self, day: date) -> bool:
        return (self.first is None or self.first <= day) and (self.last is None or day <= self.last)


@dataclass(frozen=True, slots=True)
class ReviewCustoms:
    """`identities` maps e-mail addresses of commits (lower case) to logins (lower case), "" for an
    address that belongs to no person, such as that of a build.
    """

    areas: tuple[Area, ...] = ()
    absences: tuple[Absence, ...] = ()
    identities: tuple[tuple[str, str], ...] = ()

    def is_absent(self, login: str, day: date) -> bool:
        key = login.casefold()
        return any(a.login == key and a.holds_on(day) for a in self.absences)


NO_CUSTOMS = ReviewCustoms()
"""Those of a team that has said nothing."""
