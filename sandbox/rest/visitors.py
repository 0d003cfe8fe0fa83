"""What a token that acts for a person may ask: who that is, and which installations they see."""

from __future__ import annotations

from typing import Any

from sandbox.accounts import Account
from sandbox.refusals import not_accessible
from sandbox.repository import Repository
from sandbox.rest.route import Call, Page, Route
from sandbox.shapes.account import public_user
from sandbox.shapes.app import installation
from sandbox.shapes.repository import repository
from sandbox.world import World


def get_myself(call: Call) -> Any:
    return public_user(call.world, call.person)


def my_installations(call: Call) -> Page:
    """Those with a repository the person has explicit access to."""
    found = [
        each
        for each in sorted(call.world.installations.values(), key=lambda each: each.id)
        if any(_is_let_in(call.world, it, call.person) for it in call.world.reachable(each))
    ]
    return Page(found, lambda each: installation(call.world, each), wrap="installations")


def my_repositories(call: Call) -> Page:
    chosen = call.world.installations.get(call.number)
    found = [
        each
        for each in (call.world.reachable(chosen) if chosen else ())
        if _is_let_in(call.world, each, call.person)
    ]
    if not found:
        raise not_accessible()
    return Page(found, lambda each: repository(call.world, each), wrap="repositories")


def _is_let_in(world: World, it: Repository, person: Account) -> bool:
    """Somebody who may only look at it because it is public is nobody of its own."""
    is_known = world.association(it, person) != "NONE"
    return is_known or any(person.key in world.team_members(team) for team in it.team_roles)


ROUTES = (
    Route("GET", "/user", get_myself, who="person"),
    Route("GET", "/user/installations", my_installations, who="person"),
    Route(
        "GET", "/user/installations/{installation_id}/repositories", my_repositories, who="person"
    ),
)
