"""Accounts and teams."""

from __future__ import annotations

from typing import Any

from sandbox.accounts import Account, Status, Team
from sandbox.clock import iso, iso_or_none
from sandbox.graph.connection import Connection, connect
from sandbox.graph.context import FACTORIES, Context, View, shows
from sandbox.graph.permitted import PermittedConnection
from sandbox.shapes.account import avatar, profile, team


class AccountView(View[Account]):
    """What users, bots and organisations have in common."""

    @property
    def login(self) -> str:
        """GraphQL shows a bot's login without the `[bot]` REST adds."""
        return self.it.login.removesuffix("[bot]")

    @property
    def name(self) -> str:
        return self.it.name

    @property
    def email(self) -> str:
        return self.it.email

    @property
    def url(self) -> str:
        return profile(self.world, self.it)

    @property
    def resource_path(self) -> str:
        return self.path_of(self.url)

    def avatar_url(self, size: int | None = None) -> str:
        del size
        return avatar(self.world, self.it)


class UserView(AccountView):
    typename = "User"

    @property
    def status(self) -> UserStatusView | None:
        """None once it has expired."""
        it = self.world.status(self.it)
        return UserStatusView(self.context, it, self) if it else None


class UserStatusView(View[Status]):
    typename = "UserStatus"
    organization = None  # shown to everybody
    emoji = None
    __slots__ = ("user",)

    def __init__(self, context: Context, it: Status, user: UserView) -> None:
        super().__init__(context, it)
        self.user = user

    @property
    def indicates_limited_availability(self) -> bool:
        return self.it.is_busy

    @property
    def message(self) -> str | None:
        return self.it.message or None

    @property
    def expires_at(self) -> str | None:
        return iso_or_none(self.it.expires_at)

    @property
    def created_at(self) -> str:
        return iso(self.it.set_at)

    @property
    def updated_at(self) -> str:
        return iso(self.it.set_at)


class BotView(AccountView):
    typename = "Bot"


class ViewerView(UserView):
    """The App's bot, which GraphQL shows as a user with its full login."""

    @property
    def login(self) -> str:
        return self.it.login


class OrganizationView(AccountView):
    typename = "Organization"

    def team(self, slug: str) -> TeamView | None:
        self.context.caller.need("members")
        found = self.world.teams.get(f"{self.it.key}/{slug.casefold()}")
        return TeamView(self.context, found) if found and not found.secret else None

    def teams(self, query: str | None = None, **page: Any) -> Connection:
        self.context.caller.need("members")
        wanted = (query or "").casefold()
        found = [
            team
            for team in self.world.teams.values()
            if team.organization is self.it and wanted in team.slug.casefold()
        ]
        return connect(found, self.show, **page)

    def members_with_role(self, **page: Any) -> Connection:
        self.context.caller.need("members")
        return connect(self.world.members_of(self.it), self.show, **page)


@shows(Team)
class TeamView(View[Team]):
    typename = "Team"

    @property
    def slug(self) -> str:
        return self.it.slug

    @property
    def name(self) -> str:
        return self.it.name

    @property
    def combined_slug(self) -> str:
        return f"{self.it.organization.login}/{self.it.slug}"

    @property
    def description(self) -> str:
        return ""

    @property
    def url(self) -> str:
        return str(team(self.world, self.it)["html_url"])

    @property
    def resource_path(self) -> str:
        return self.path_of(self.url)

    @property
    def organization(self) -> OrganizationView:
        return OrganizationView(self.context, self.it.organization)

    @property
    def parent_team(self) -> TeamView | None:
        return TeamView(self.context, self.it.parent) if self.it.parent else None

    def members(self, membership: str = "ALL", query: str | None = None, **page: Any) -> Connection:
        direct = self.it.members & self.world.accounts.keys()
        everybody = self.world.team_members(self.it)
        chosen = {"ALL": everybody, "IMMEDIATE": direct, "CHILD_TEAM": everybody - direct}
        wanted = (query or "").casefold()
        logins = sorted(login for login in chosen[membership] if wanted in login)
        return connect(logins, self._member, **page)

    def repositories(self, query: str | None = None, **page: Any) -> PermittedConnection:
        """Those the team, or one above it, was given access to."""
        wanted, world = (query or "").casefold(), self.world
        roles = {
            each: role
            for each in world.repositories.values()
            if wanted in each.name.casefold() and self.context.caller.sees(world, each)
            if (role := world.team_role(each, self.it))
        }
        return PermittedConnection(connect(list(roles), self.show, **page), roles.__getitem__)

    def _member(self, login: str) -> UserView:
        return UserView(self.context, self.world.account(login))


def account_view(context: Context, account: Account | None) -> AccountView | None:
    """The view that fits the account's kind; None for an account that is gone."""
    if account is None or account.is_gone:
        return None
    views: dict[str, type[AccountView]] = {
        "User": UserView,
        "Bot": BotView,
        "Organization": OrganizationView,
    }
    return views[account.kind](context, account)


FACTORIES[Account] = account_view


def reviewer_view(context: Context, reviewer: Account | Team | None) -> View[Any] | None:
    """Who was asked for a review; a team is shown to those who may see members."""
    if isinstance(reviewer, Team):
        return TeamView(context, reviewer) if context.caller.may("members") else None
    return account_view(context, reviewer)


def user_by_login(context: Context, login: str) -> UserView | None:
    found = context.world.accounts.get(login.casefold())
    return UserView(context, found) if found and found.kind == "User" else None
