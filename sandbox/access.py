"""Who belongs where, and who may do what."""

from __future__ import annotations

from sandbox.accounts import ROLES, Account, Role, Team, is_within
from sandbox.repository import Repository


class Access:
    """People, teams and memberships. Keys are logins in lower case, of teams `organisation/slug`.

    `base_roles` say what members of an organisation may do in all its repositories, "read" where
    nothing is set.
    """

    def __init__(self) -> None:
        self.accounts: dict[str, Account] = {}
        self.teams: dict[str, Team] = {}
        self.owners: dict[str, set[str]] = {}
        self.members: dict[str, set[str]] = {}
        self.base_roles: dict[str, Role | None] = {}

    def team_members(self, team: Team) -> set[str]:
        """Logins of the team and of the teams below it, lower case."""
        below = [other for other in self.teams.values() if is_within(other, team)]
        return {login for each in below for login in each.members if login in self.accounts}

    def members_of(self, organization: Account) -> list[Account]:
        """The members of an organisation that are not gone, by login."""
        logins = sorted(self.members.get(organization.key, ()))
        return [self.accounts[login] for login in logins if login in self.accounts]

    def role(self, repository: Repository, account: Account | None) -> Role | None:
        """The highest role the account has in the repository, by whichever way."""
        if account is None or account.is_gone:
            return None
        everybody: Role | None = None if repository.private else "read"
        return self.granted_role(repository, account) or everybody

    def granted_role(self, repository: Repository, account: Account) -> Role | None:
        """The highest role of a collaborator; None for who only reads what is public."""
        if account is repository.owner or account.key in self.owners.get(repository.owner.key, ()):
            return "admin"
        held = [repository.roles.get(account.key)]
        held += [
            role
            for team, role in repository.team_roles.items()
            if account.key in self.team_members(team)
        ]
        if account.key in self.members.get(repository.owner.key, ()):
            held.append(self.base_roles.get(repository.owner.key, "read"))
        return max((role for role in held if role), key=ROLES.index, default=None)

    def team_role(self, repository: Repository, team: Team) -> Role | None:
        """The highest role the team, or one above it, was given in the repository."""
        held = [role for above, role in repository.team_roles.items() if is_within(team, above)]
        return max(held, key=ROLES.index, default=None)

    def can_push(self, repository: Repository, account: Account | None) -> bool:
        return self.role(repository, account) in ("write", "maintain", "admin")

    def association(self, repository: Repository, account: Account | None) -> str:
        """GitHub's `author_association` of somebody who wrote something here."""
        if account is None or account.is_gone:
            return "NONE"
        if account is repository.owner:
            return "OWNER"
        if account.key in self.members.get(repository.owner.key, ()):
            return "MEMBER"
        if account.key in repository.roles:
            return "COLLABORATOR"
        return "NONE"
