"""Who looks at the page: the person acted as, and what surrounds every page."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any
from urllib.parse import quote, unquote
from zlib import crc32

from flask import redirect, request
from werkzeug.wrappers import Response

from sandbox.accounts import ROLES, Account
from sandbox.page.pulse import pulse
from sandbox.repository import Repository
from sandbox.world import World

PERSON_COOKIE = "sandbox_person"
NOTICE_COOKIE = "sandbox_notice"
STEPS = (("+ 1 hour", 1), ("+ 1 day", 24), ("+ 1 week", 168), ("+ 6 weeks", 1008))
TINTS = 8


def surroundings(world: World, repository: Repository, place: str) -> dict[str, Any]:
    """What the frame of every page shows."""
    who = person(world, repository)
    status = world.status(who)
    return {
        "repository": repository,
        "repositories": [each for each in world.repositories.values() if each.parent is None],
        "place": place,
        "person": who,
        "is_busy": status is not None and status.is_busy,
        "people": people(world, repository),
        "now": world.clock.now(),
        "steps": STEPS,
        "pulse": pulse(repository),
        "here": request.full_path.rstrip("?"),
        "notice": unquote(request.cookies.get(NOTICE_COOKIE, "")),
    }


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody one can act as: what they may do here, and the teams they are in."""

    account: Account
    role: str
    teams: tuple[str, ...]


def people(world: World, repository: Repository) -> list[Person]:
    """Everybody one can act as; the mightiest first."""
    found = [
        Person(account, world.role(repository, account) or "guest", _teams(world, account))
        for account in world.accounts.values()
        if account.kind == "User"
    ]
    return sorted(found, key=lambda person: (-_might(person.role), person.account.key))


def _teams(world: World, account: Account) -> tuple[str, ...]:
    return tuple(team.slug for team in world.teams.values() if account.key in team.members)


def _might(role: str) -> int:
    return ROLES.index(role) if role in ROLES else -1


def person(world: World, repository: Repository) -> Account:
    """The person chosen by a click, or the first one who can be."""
    chosen = world.accounts.get(request.cookies.get(PERSON_COOKIE, "").casefold())
    if chosen is not None and chosen.kind == "User":
        return chosen
    everybody = people(world, repository)
    return everybody[0].account if everybody else repository.owner


def go_back(notice: str = "") -> Response:
    """To the page the form was on, which shows the notice once."""
    back = request.form.get("back", "/")
    is_local = back.startswith("/") and not back.startswith(("//", "/\\"))
    response = redirect(back if is_local else "/", 303)
    if notice:
        response.set_cookie(
            NOTICE_COOKIE, quote(notice[:500]), max_age=60, httponly=True, samesite="Lax"
        )
    return response


def forget_notice(response: Response) -> None:
    """A notice that was shown is not shown again."""
    if NOTICE_COOKIE in request.cookies:
        response.delete_cookie(NOTICE_COOKIE)


def initials(login: str) -> str:
    """One or two letters for the round picture beside a name."""
    name = login.rpartition("/")[2].replace("_", "-")
    words = [word for word in name.split("-") if word]
    return "".join(word[0] for word in words[:2]).upper() or "?"


def tint(login: str) -> int:
    """Which of the page's colours belongs to a name, always the same one."""
    return crc32(login.casefold().encode()) % TINTS
