"""Who belongs where and may do what: members, collaborators, permissions."""

from __future__ import annotations

from typing import Any, Literal

from sandbox.accounts import ROLES, Account, Role, Team
from sandbox.refusals import Refused
from sandbox.repository import Repository
from sandbox.shapes.account import membership, user
from sandbox.shapes.account import team as team_shape
from sandbox.verbs.telling import Telling

# Webhooks keep to the names of old: what is between two levels is told as the lower one.
LEGACY: dict[Role, str] = {"triage": "read", "maintain": "write"}


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
            before, sender = owner.roles.get(person.key), self.granter(owner.owner, by)
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
            was, sender = person.key in members, self.granter(owner, by)
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
                self.tell_membership("removed", team, person, sender)

    def granter(self, owner: Account, by: str | None) -> Account:
        return self.account(by) if by else owner

    def _tell_member(
        self, action: str, where: Repository, person: Account, sender: Account, **more: Any
    ) -> None:
        self.tell("member", action, where, sender, member=user(self, person), **more)

    def tell_membership(self, action: str, team: Team, person: Account, sender: Account) -> None:
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
