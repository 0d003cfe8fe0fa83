"""Who belongs where and may do what: members, teams, permissions."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any, Literal

from sandbox.accounts import ROLES, Account, Role, Team
from sandbox.refusals import Refused
from sandbox.repository import Repository
from sandbox.shapes.account import membership, user
from sandbox.shapes.account import team as team_shape
from sandbox.verbs.telling import Telling

# Webhooks keep to the names of old: what is between two levels is told as the lower one.
LEGACY: dict[Role, str] = {"triage": "read", "maintain": "write"}
# The permissions of old, as `team` events still spell them, each with the least role that has it.
LEVELS: dict[str, Role] = {"pull": "read", "push": "write", "admin": "admin"}


class Granting(Telling):
    """Verbs about access; `by` is who grants it, the owner of the repository or team by default."""

    def set_permission(
        self,
        login: str,
        role: Role | None,
        *,
        by: str | None = None,
        repository: str | None = None,
    ) -> None:
        """Make somebody a collaborator with this role; None removes them."""
        with self.lock:
            owner, person = self.repository(repository), self.account(login)
            before, sender = owner.roles.get(person.key), self._granter(owner.owner, by)
            if before == check_role(role):
                return
            if role is None:
                del owner.roles[person.key]
                self._tell_member("removed", owner, person, sender)
                return
            owner.roles[person.key] = role
            changes = _changes(before, role)
            action = "edited" if before else "added"
            self._tell_member(action, owner, person, sender, changes=changes)

    def set_team_permission(
        self,
        team: str,
        role: Role | None,
        *,
        by: str | None = None,
        repository: str | None = None,
    ) -> None:
        """Give a team (`organisation/slug`) this role in a repository; None takes it away."""
        with self.lock:
            owner, found = self.repository(repository), self.team(team)
            before, sender = owner.team_roles.get(found), self._granter(found.organization, by)
            if before == check_role(role):
                return
            if role is None:
                del owner.team_roles[found]
                self._tell_team("removed_from_repository", owner, found, sender)
                return
            owner.team_roles[found] = role
            if before is None:
                self._tell_team("added_to_repository", owner, found, sender)
                return
            rank = ROLES.index(before)
            was = {name: rank >= ROLES.index(least) for name, least in LEVELS.items()}
            changes = {"repository": {"permissions": {"from": was}}}
            self._tell_team("edited", owner, found, sender, changes=changes)

    def set_team_members(
        self, team: str, members: Collection[str], *, by: str | None = None
    ) -> None:
        """Give a team (`organisation/slug`) exactly these direct members."""
        with self.lock:
            found = self.team(team)
            wished, before = {login.casefold() for login in members}, found.members
            people = {login: self.account(login) for login in wished | before}
            found.members = wished
            self.members.setdefault(found.organization.key, set()).update(wished)
            sender = self._granter(found.organization, by)
            for login in sorted(wished - before):
                self._tell_membership("added", found, people[login], sender)
            for login in sorted(before - wished):
                self._tell_membership("removed", found, people[login], sender)

    def set_membership(
        self,
        organization: str,
        login: str,
        role: Literal["member", "admin"] | None,
        *,
        by: str | None = None,
    ) -> None:
        """Make somebody a member or an owner; None removes them, from all its teams as well."""
        with self.lock:
            owner, person = self.account(organization), self.account(login)
            members = self.members.setdefault(owner.key, set())
            was, sender = person.key in members, self._granter(owner, by)
            owners = self.owners.setdefault(owner.key, set())
            (owners.add if role == "admin" else owners.discard)(person.key)
            (members.add if role else members.discard)(person.key)
            shape = membership(self, owner, person, role or "unaffiliated")
            if role and not was:
                self.tell_organization(
                    "organization", "member_added", owner, sender, membership=shape
                )
            if was and not role:
                self._leave_teams(owner, person, sender)
                self.tell_organization(
                    "organization", "member_removed", owner, sender, membership=shape
                )

    def set_base_permission(self, organization: str, role: Role | None) -> None:
        """What every member may do in every repository; GitHub tells no App of it."""
        with self.lock:
            self.base_roles[self.account(organization).key] = check_role(role)

    def team(self, name: str) -> Team:
        """A team by `organisation/slug`."""
        if name.casefold() not in self.teams:
            raise Refused(f"No team {name}", 404)
        return self.teams[name.casefold()]

    def _leave_teams(self, owner: Account, person: Account, sender: Account) -> None:
        for team in self.teams.values():
            if team.organization is owner and person.key in team.members:
                team.members.discard(person.key)
                self._tell_membership("removed", team, person, sender)

    def _granter(self, owner: Account, by: str | None) -> Account:
        return self.account(by) if by else owner

    def _tell_member(
        self, action: str, where: Repository, person: Account, sender: Account, **more: Any
    ) -> None:
        self.tell("member", action, where, sender, member=user(self, person), **more)

    def _tell_team(
        self, action: str, where: Repository, team: Team, sender: Account, **more: Any
    ) -> None:
        self.tell("team", action, where, sender, team=team_shape(self, team), **more)

    def _tell_membership(self, action: str, team: Team, person: Account, sender: Account) -> None:
        self.tell_organization(
            "membership",
            action,
            team.organization,
            sender,
            scope="team",
            member=user(self, person),
            team=team_shape(self, team),
        )


def check_role(role: Role | None) -> Role | None:
    """The role; refused when it is none of GitHub's."""
    if role is not None and role not in ROLES:
        raise Refused(f"{role} is no role; roles are {', '.join(ROLES)}")
    return role


def _changes(before: Role | None, role: Role) -> dict[str, Any]:
    """What a `member` event says of the permission that was and is."""
    now = LEGACY.get(role, role)
    if before is None:
        return {"permission": {"to": now}, "role_name": {"to": role}}
    was = LEGACY.get(before, before)
    return {"old_permission": {"from": was}, "permission": {"from": was, "to": now}}
