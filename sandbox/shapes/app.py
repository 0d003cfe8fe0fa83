"""The App, its installations and tokens as JSON."""

from __future__ import annotations

from sandbox.accounts import Account
from sandbox.app import App, Installation, Token
from sandbox.clock import iso, iso_or_none
from sandbox.shapes.account import Shape, api, user, web
from sandbox.shapes.repository import repository
from sandbox.state import WorldState


def app(world: WorldState, it: App) -> Shape:
    """`integration`."""
    return {
        "id": it.id,
        "client_id": it.client_id,
        "slug": it.slug,
        "node_id": it.node_id,
        "owner": user(world, it.owner),
        "name": it.name,
        "description": "",
        "external_url": web(world, f"/apps/{it.slug}"),
        "html_url": web(world, f"/apps/{it.slug}"),
        "created_at": iso(it.created_at),
        "updated_at": iso(it.created_at),
        "permissions": dict(it.permissions),
        "events": list(it.events),
    }


def app_or_none(world: WorldState, author: Account | None) -> Shape | None:
    """`performed_via_github_app` of something `author` wrote."""
    if world.app and author is world.app.bot:
        return app(world, world.app)
    return None


def installation(world: WorldState, it: Installation) -> Shape:
    """`installation`."""
    organization = it.account.kind == "Organization"
    settings = f"/organizations/{it.account.login}" if organization else ""
    return {
        "id": it.id,
        "client_id": it.app.client_id,
        "account": user(world, it.account),
        "repository_selection": "all" if it.repositories is None else "selected",
        "access_tokens_url": api(world, f"/app/installations/{it.id}/access_tokens"),
        "repositories_url": api(world, "/installation/repositories"),
        "html_url": web(world, f"{settings}/settings/installations/{it.id}"),
        "app_id": it.app.id,
        "app_slug": it.app.slug,
        "target_id": it.account.id,
        "target_type": it.account.kind,
        "permissions": dict(it.permissions),
        "events": list(it.app.events),
        "created_at": iso(it.created_at),
        "updated_at": iso(it.updated_at),
        "single_file_name": None,
        "has_multiple_single_files": False,
        "single_file_paths": [],
        "suspended_by": user(world, it.account) if it.suspended_at else None,
        "suspended_at": iso_or_none(it.suspended_at),
    }


def token(world: WorldState, it: Token) -> Shape:
    """`installation-token`; lists the repositories when the request named some."""
    narrowed = it.repository_ids is not None
    everything = it.installation.repositories is None
    shape: Shape = {
        "token": it.text,
        "expires_at": iso(it.expires_at),
        "permissions": dict(it.permissions),
        "repository_selection": "selected" if narrowed or not everything else "all",
    }
    if it.repository_ids is not None:
        found = [world.repository_by_id(number) for number in sorted(it.repository_ids)]
        shape["repositories"] = [repository(world, each) for each in found if each]
    return shape
