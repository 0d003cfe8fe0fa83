"""Repositories, people, teams, and GitHub about itself."""

from __future__ import annotations

from typing import Any

from sandbox.accounts import Team
from sandbox.refusals import not_found
from sandbox.rest.route import Call, Page, Route, whole
from sandbox.shapes.account import api, organization_full, public_user, team, team_full, user
from sandbox.shapes.repository import full_repository

# `permission` knows four levels; the real role is in `role_name`.
PERMISSION = {"maintain": "write", "triage": "read", None: "none"}


def get_repository(call: Call) -> Any:
    return full_repository(call.world, call.repository)


def get_repository_by_id(call: Call) -> Any:
    found = call.world.repository_by_id(call.number)
    if found is None or not call.caller.sees(call.world, found):
        raise not_found()
    return full_repository(call.world, found)


def collaborator_permission(call: Call) -> Any:
    person = call.world.account(call.path["username"])
    role = call.world.role(call.repository, person)
    return {
        "permission": PERMISSION.get(role, role),
        "role_name": role or "none",
        "user": {**user(call.world, person), "role_name": role or "none"},
    }


def get_organization(call: Call) -> Any:
    found = call.world.account(call.path["org"])
    if found.kind != "Organization":
        raise not_found()
    return organization_full(call.world, found)


def list_members(call: Call) -> Page:
    found = call.world.account(call.path["org"])
    return Page(call.world.members_of(found), lambda each: user(call.world, each))


def list_teams(call: Call) -> Page:
    owner = call.world.account(call.path["org"])
    found = [each for each in call.world.teams.values() if each.organization is owner]
    return Page(found, lambda each: team(call.world, each))


def get_team(call: Call) -> Any:
    return team_full(call.world, _team(call))


def team_members(call: Call) -> Page:
    logins = sorted(call.world.team_members(_team(call)))
    return Page(logins, lambda login: user(call.world, call.world.account(login)))


def team_membership(call: Call) -> Any:
    """Members of teams below count too."""
    found, login = _team(call), call.path["username"].casefold()
    if login not in call.world.team_members(found):
        raise not_found()
    path = f"/organizations/{found.organization.id}/team/{found.id}/memberships/{login}"
    owner = login in call.world.owners.get(found.organization.key, ())
    return {
        "url": api(call.world, path),
        "role": "maintainer" if owner else "member",
        "state": "active",
    }


def get_user(call: Call) -> Any:
    found = call.world.accounts.get(call.path["username"].casefold())
    if found is None:
        raise not_found()
    return public_user(call.world, found)


def rate_limit(call: Call) -> Any:
    return call.limits.overview(call.caller)


def meta(_: Call) -> Any:
    return {"verifiable_password_authentication": False, "hooks": ["127.0.0.1/32", "::1/128"]}


def _team(call: Call) -> Team:
    if "team_id" in call.path:
        wanted = whole(call.path["team_id"])
        found = next((each for each in call.world.teams.values() if each.id == wanted), None)
    else:
        found = call.world.teams.get(f"{call.path['org']}/{call.path['team_slug']}".casefold())
    if found is None:
        raise not_found()
    return found


MEMBERS = ("members",)
TEAM = "/orgs/{org}/teams/{team_slug}"
# The form in which a team's own addresses are written; described nowhere, but real.
TEAM_BY_ID = "/organizations/{org_id}/team/{team_id}"
ROUTES = (
    Route("GET", "/repos/{owner}/{repo}", get_repository, who="reader"),
    Route("GET", "/repositories/{repository_id}", get_repository_by_id, who="reader"),
    Route(
        "GET",
        "/repos/{owner}/{repo}/collaborators/{username}/permission",
        collaborator_permission,
    ),
    Route("GET", "/orgs/{org}", get_organization),
    Route("GET", "/orgs/{org}/members", list_members, MEMBERS),
    Route("GET", "/orgs/{org}/teams", list_teams, MEMBERS),
    Route("GET", TEAM, get_team, MEMBERS),
    Route("GET", f"{TEAM}/members", team_members, MEMBERS),
    Route("GET", f"{TEAM}/memberships/{{username}}", team_membership, MEMBERS),
    Route("GET", TEAM_BY_ID, get_team, MEMBERS),
    Route("GET", f"{TEAM_BY_ID}/members", team_members, MEMBERS),
    Route("GET", "/users/{username}", get_user, who="anybody"),
    Route("GET", "/rate_limit", rate_limit, who="anybody"),
    Route("GET", "/meta", meta, who="anybody"),
)
