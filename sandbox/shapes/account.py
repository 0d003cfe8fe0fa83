"""Accounts, organisations and teams as JSON."""

from __future__ import annotations

from typing import Any

from sandbox.accounts import Account, Team
from sandbox.clock import iso
from sandbox.state import WorldState

Shape = dict[str, Any]

USER_LINKS = {
    "followers_url": "/followers",
    "following_url": "/following{/other_user}",
    "gists_url": "/gists{/gist_id}",
    "starred_url": "/starred{/owner}{/repo}",
    "subscriptions_url": "/subscriptions",
    "organizations_url": "/orgs",
    "repos_url": "/repos",
    "events_url": "/events{/privacy}",
    "received_events_url": "/received_events",
}


def api(world: WorldState, path: str) -> str:
    return f"{world.address}/api/v3{path}"


def web(world: WorldState, path: str) -> str:
    return f"{world.address}{path}"


def avatar(world: WorldState, account: Account) -> str:
    return web(world, f"/avatars/u/{account.id}")


def profile(world: WorldState, account: Account) -> str:
    """The account's page."""
    if account.kind == "Bot":
        return web(world, f"/apps/{account.login.removesuffix('[bot]')}")
    return web(world, f"/{account.login}")


def user(world: WorldState, account: Account) -> Shape:
    """`simple-user`."""
    url = api(world, f"/users/{account.login}")
    return {
        "login": account.login,
        "id": account.id,
        "node_id": account.node_id,
        "avatar_url": avatar(world, account),
        "gravatar_id": "",
        "url": url,
        "html_url": profile(world, account),
        **{key: url + rest for key, rest in USER_LINKS.items()},
        "type": account.kind,
        "user_view_type": "public",
        "site_admin": False,
    }


def user_or_none(world: WorldState, account: Account | None) -> Shape | None:
    return user(world, account) if account and not account.is_gone else None


def public_user(world: WorldState, account: Account) -> Shape:
    """`public-user`, the answer of `GET /users/{username}`."""
    since = iso(world.repository().created_at)
    unknown = ("company", "blog", "location", "bio", "hireable")
    return {
        **user(world, account),
        "name": account.name,
        "email": account.email or None,
        **dict.fromkeys(unknown),
        "public_repos": 0,
        "public_gists": 0,
        "followers": 0,
        "following": 0,
        "created_at": since,
        "updated_at": since,
    }


def organization(world: WorldState, account: Account) -> Shape:
    """`organization-simple`, as webhooks carry it."""
    url = api(world, f"/orgs/{account.login}")
    return {
        "login": account.login,
        "id": account.id,
        "node_id": account.node_id,
        "url": url,
        "repos_url": f"{url}/repos",
        "events_url": f"{url}/events",
        "hooks_url": f"{url}/hooks",
        "issues_url": f"{url}/issues",
        "members_url": f"{url}/members{{/member}}",
        "public_members_url": f"{url}/public_members{{/member}}",
        "avatar_url": avatar(world, account),
        "description": account.name,
    }


def organization_full(world: WorldState, account: Account) -> Shape:
    """`organization-full`, the answer of `GET /orgs/{org}`."""
    since = iso(world.repository().created_at)
    owned = [r for r in world.repositories.values() if r.owner is account]
    return {
        **organization(world, account),
        "name": account.name,
        "html_url": profile(world, account),
        "type": "Organization",
        "has_organization_projects": False,
        "has_repository_projects": False,
        "public_repos": sum(not repository.private for repository in owned),
        "public_gists": 0,
        "followers": 0,
        "following": 0,
        "created_at": since,
        "updated_at": since,
        "archived_at": None,
    }


def membership(world: WorldState, owner: Account, person: Account, role: str) -> Shape:
    """Somebody's membership of an organisation, as `organization` events carry it."""
    url = api(world, f"/orgs/{owner.login}")
    return {
        "url": f"{url}/memberships/{person.login}",
        "state": "active",
        "role": role,
        "organization_url": url,
        "user": user(world, person),
    }


def team(world: WorldState, each: Team) -> Shape:
    """`team`, with its parent as `team-simple`."""
    return {
        **_team_simple(world, each),
        "parent": _team_simple(world, each.parent) if each.parent else None,
    }


def team_full(world: WorldState, each: Team) -> Shape:
    """`team-full`, the answer of `GET /orgs/{org}/teams/{team_slug}`."""
    since = iso(world.repository().created_at)
    return {
        **team(world, each),
        "created_at": since,
        "updated_at": since,
        "members_count": len(world.team_members(each)),
        "repos_count": sum(each in r.team_roles for r in world.repositories.values()),
        "organization": organization_full(world, each.organization),
    }


def _team_simple(world: WorldState, each: Team) -> Shape:
    organization_id = each.organization.id
    url = api(world, f"/organizations/{organization_id}/team/{each.id}")
    return {
        "id": each.id,
        "node_id": each.node_id,
        "name": each.name,
        "slug": each.slug,
        "description": "",
        "privacy": "secret" if each.secret else "closed",
        "notification_setting": "notifications_enabled",
        "permission": "pull",
        "url": url,
        "html_url": web(world, f"/orgs/{each.organization.login}/teams/{each.slug}"),
        "members_url": f"{url}/members{{/member}}",
        "repositories_url": f"{url}/repos",
        "type": "organization",
        "organization_id": organization_id,
    }
