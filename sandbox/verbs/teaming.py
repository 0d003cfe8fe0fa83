"""Teams: who is in them, what they may do, how they come and go."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from sandbox.accounts import ROLES, Account, Role, Team
from sandbox.repository import Repository
from sandbox.shapes.account import team as team_shape
from sandbox.verbs.granting import Granting, check_role

# The permissions of old, as `team` events still spell them, each with the least role that has it.
LEVELS: dict[str, Role] = {"pull": "read", "push": "write", "admin": "admin"}


class Teaming(Granting):
    """Verbs about teams, which are named as `organisation/slug`."""

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
            before, sender = owner.team_roles.get(found), self.granter(found.organization, by)
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
            wished = {login.casefold() for login in members}
            before = found.members & self.accounts.keys()
            people = {login: self.account(login) for login in wished | before}
            found.members = wished
            self.members.setdefault(found.organization.key, set()).update(wished)
            sender = self.granter(found.organization, by)
            for login in sorted(wished - before):
                self.tell_membership("added", found, people[login], sender)
            for login in sorted(before - wished):
                self.tell_membership("removed", found, people[login], sender)

    def create_team(
        self,
        organization: str,
        slug: str,
        members: Collection[str] = (),
        *,
        parent: str | None = None,
        by: str | None = None,
    ) -> None:
        """A new team, below the team of the slug `parent` if there is one."""
        with self.lock:
            made = self.add_team(organization, slug, tuple(members), parent)
            self._tell_team("created", None, made, self.granter(made.organization, by))

    def delete_team(self, team: str, *, by: str | None = None) -> None:
        """The team is gone with all its access; nobody waits for its review any more."""
        with self.lock:
            gone = self.team(team)
            del self.teams[gone.key], self.nodes[gone.node_id]
            for below in self.teams.values():
                below.parent = None if below.parent is gone else below.parent
            for repository in self.repositories.values():
                repository.team_roles.pop(gone, None)
                for pull in repository.pulls:
                    pull.requested_teams = [it for it in pull.requested_teams if it is not gone]
            self._tell_team("deleted", None, gone, self.granter(gone.organization, by))

    def set_team_secret(self, team: str, secret: bool, *, by: str | None = None) -> None:
        """Hide a team from all but its members, or show it to the organisation again."""
        with self.lock:
            found = self.team(team)
            changes = {"privacy": {"from": "secret" if found.secret else "closed"}}
            found.secret = secret
            sender = self.granter(found.organization, by)
            self._tell_team("edited", None, found, sender, changes=changes)

    def _tell_team(
        self, action: str, where: Repository | None, team: Team, sender: Account, **more: Any
    ) -> None:
        """What concerns no one repository is told of the organisation."""
        content = {"team": team_shape(self, team), **more}
        if where is None:
            self.tell_organization("team", action, team.organization, sender, **content)
        else:
            self.tell("team", action, where, sender, **content)
