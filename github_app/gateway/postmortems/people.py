"""Whom issues of a repository can be assigned to."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from github_app.gateway.client import GitHub
from github_app.gateway.postmortems.documents import people_read
from github_app.gateway.pull_requests.facts import nodes


@dataclass(frozen=True, slots=True)
class People:
    """Node ids of whom one can assign, by lower-case login. `are_all`: there are no others."""

    ids: Mapping[str, str] = field(default_factory=dict)
    are_all: bool = False


def people_in(connection: Mapping[str, Any]) -> People:
    """Those whom `documents.texts_read` lists."""
    ids = {str(p["login"]).casefold(): str(p["id"]) for p in nodes(connection)}
    has_more = (connection.get("pageInfo") or {}).get("hasNextPage", True)
    return People(ids, not has_more)


def read_assignable(github: GitHub, logins: tuple[str, ...]) -> dict[str, str]:
    """Node ids of those among `logins` who can be assigned, by lower-case login; one request, none
    for nobody.
    """
    if not logins:
        return {}
    owner, name = github.full_name.split("/", 1)
    asked = {f"person{n}": login for n, login in enumerate(logins)}
    answer = github.graphql(people_read(len(logins)), {"owner": owner, "name": name, **asked})
    answer.insist()
    repository = answer.found("repository") or {}
    wanted = {login.casefold() for login in logins}
    people = (person for place in asked for person in nodes(repository.get(place)))
    ids = {str(person["login"]).casefold(): str(person["id"]) for person in people}
    return {login: node_id for login, node_id in ids.items() if login in wanted}
