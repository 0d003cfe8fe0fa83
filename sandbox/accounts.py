"""Who: people, organisations, bots and teams."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from typing import Literal

AccountKind = Literal["User", "Organization", "Bot"]
Role = Literal["read", "triage", "write", "maintain", "admin"]

ROLES: tuple[Role, ...] = ("read", "triage", "write", "maintain", "admin")


@dataclass(frozen=True, slots=True)
class Status:
    """What somebody tells beside their name; `is_busy` is GitHub's "limited availability"."""

    id: int
    node_id: str
    is_busy: bool
    message: str
    set_at: datetime
    expires_at: datetime | None = None


@dataclass(eq=False, slots=True)
class Account:
    """Anybody who can own or do something; `is_gone` when deleted or suspended, and so shown as
    nobody.
    """

    id: int
    node_id: str
    login: str
    kind: AccountKind = "User"
    name: str = ""
    email: str = ""
    status: Status | None = None
    is_gone: bool = False

    @property
    def key(self) -> str:
        """Logins compare case-insensitively."""
        return self.login.casefold()


@dataclass(eq=False, slots=True)
class Team:
    """A team of an organisation; `members` are its direct members' logins, lower case."""

    id: int
    node_id: str
    organization: Account
    slug: str
    name: str
    members: set[str] = field(default_factory=set)
    parent: Team | None = None
    secret: bool = False

    @property
    def key(self) -> str:
        return f"{self.organization.key}/{self.slug.casefold()}"


def is_within(team: Team, ancestor: Team) -> bool:
    """True when `team` is `ancestor` or lies below it."""
    here: Team | None = team
    passed: set[str] = set()
    while here is not None and here.key not in passed:
        if here is ancestor:
            return True
        passed.add(here.key)
        here = here.parent
    return False
