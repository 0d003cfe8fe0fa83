"""Who has access to a repository, and how much."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from sandbox.accounts import Account, Role
from sandbox.graph.connection import connect
from sandbox.graph.context import FACTORIES, Context
from sandbox.graph.permitted import PermittedConnection
from sandbox.refusals import Refused
from sandbox.repository import Repository


def collaborators(
    context: Context,
    it: Repository,
    login: str | None = None,
    query: str | None = None,
    affiliation: str | None = None,
    **page: Any,
) -> PermittedConnection:
    """Owners, members by base permission, members of teams, direct and outside collaborators.

    Nobody is one by reading what is public. Refused to those who may not see them.
    """
    _admit(context, it)
    wanted = (query or "").casefold()
    found = [
        (person, role)
        for person, role in _all(context, it, affiliation or "ALL")
        if login is None or login.casefold() == person.key
        if wanted in person.key or wanted in person.name.casefold()
    ]
    people = [person for person, _ in found]
    show = FACTORIES[Account]
    shown = connect(people, lambda person: show(context, person), **page)
    roles = {person.key: role for person, role in found}
    return PermittedConnection(shown, lambda person: roles[person.key])


def _admit(context: Context, it: Repository) -> None:
    caller, world = context.caller, context.world
    is_ours = caller.may("metadata") and caller.reaches(world, it)
    if not is_ours and not world.can_push(it, caller.person):
        message = "You do not have permission to view repository collaborators."
        raise Refused(message, 403, "FORBIDDEN")


def _all(context: Context, it: Repository, affiliation: str) -> Iterator[tuple[Account, Role]]:
    world = context.world
    members = world.members.get(it.owner.key, set()) | world.owners.get(it.owner.key, set())
    for person in world.accounts.values():
        role = world.granted_role(it, person) if person.kind == "User" else None
        direct = person.key in it.roles
        kinds = {"ALL": True, "DIRECT": direct, "OUTSIDE": direct and person.key not in members}
        if role and kinds[affiliation]:
            yield person, role
