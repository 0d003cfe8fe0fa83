"""Who: the people and teams that facts name."""

from __future__ import annotations

from dataclasses import dataclass


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
    """A team as CODEOWNERS names it.

    `members` are logins, lower case; None when the team is gone, secret or could not be read.
    """

    organization: str
    slug: str
    members: frozenset[str] | None

    @property
    def handle(self) -> str:
        """`organization/slug`, lower case: the key teams are looked up by."""
        return f"{self.organization}/{self.slug}".casefold()
