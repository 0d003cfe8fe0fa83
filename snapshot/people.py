"""Who: the people and teams that facts name."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Permission = Literal["none", "read", "triage", "write", "maintain", "admin"]
"""What an account may do in a repository, in GitHub's words."""

PERMISSIONS: tuple[Permission, ...] = ("none", "read", "triage", "write", "maintain", "admin")
"""From the least to the most."""


@dataclass(frozen=True, slots=True)
class Person:
    """An account, or a git identity that belongs to no account.

    `login` is None for a commit author GitHub could not map to an account, and for deleted
    accounts ("ghost"); then `name`/`email` say what git knew. Logins compare case-insensitively.
    """

    login: str | None
    name: str = ""
    email: str = ""
    is_bot: bool = False

    @property
    def label(self) -> str:
        """What to call this person in a sentence (never an @-mention)."""
        return self.login or self.name or self.email or "an account that no longer exists"


@dataclass(frozen=True, slots=True)
class Team:
    """A team as CODEOWNERS or an area names it.

    `members` are logins, lower case; None when the team is gone, secret or could not be read.
    """

    organization: str
    slug: str
    members: frozenset[str] | None

    @property
    def handle(self) -> str:
        """`organization/slug`, lower case: the key teams are looked up by."""
        return f"{self.organization}/{self.slug}".casefold()


@dataclass(frozen=True, slots=True)
class Colleague:
    """Somebody who may be asked for a review, or who gave one.

    `login` is in lower case. `permission` is that in the repository, as it was when it was read;
    None when it could not be read. `is_busy`: the status on GitHub says so. `open_reviews` counts
    the open pull requests that wait for this person, None when nothing is known.
    """

    login: str
    permission: Permission | None = None
    is_busy: bool = False
    open_reviews: int | None = None

    def may(self, permission: Permission) -> bool | None:
        """Whether that much is allowed; None when it is not known."""
        if self.permission is None:
            return None
        return PERMISSIONS.index(self.permission) >= PERMISSIONS.index(permission)
