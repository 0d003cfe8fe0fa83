"""The repositories that a signed-in person can read and the App is installed on."""

from __future__ import annotations

import time
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from github_app.failures import Gone, NotPermitted
from github_app.gateway.client import GitHub
from github_app.gateway.refusals import date_of

_PAGE_SIZE = 100
_MOST_PAGES = 3
_SECONDS = 5.0


@dataclass(frozen=True, slots=True)
class Listed:
    """A repository in the overview; `description` is "" without one."""

    full_name: str
    description: str
    is_private: bool
    id: int


@dataclass(frozen=True, slots=True)
class Overview:
    """`repositories` by name. `is_cut` says that there may be more, which were not asked for; `at`
    is GitHub's time, in UTC.
    """

    repositories: tuple[Listed, ...]
    is_cut: bool
    at: datetime


def read_overview(github: GitHub) -> Overview:
    """Asks GitHub as the person: one request, and up to three for each installation, for as long as
    somebody likes to wait for a page. Raises `SignedOut` and `WorldFailure`.
    """
    until = time.monotonic() + _SECONDS
    answer = github.rest("GET", "/user/installations", query={"per_page": _PAGE_SIZE})
    asked = answer.data
    found: dict[int, Listed] = {}
    is_cut = asked["total_count"] > _PAGE_SIZE
    for installation in asked["installations"]:
        if time.monotonic() > until:
            is_cut = True
            break
        for page in _pages(github, int(installation["id"])):
            found |= {int(told["id"]): _listed(told) for told in page["repositories"]}
            is_cut |= page["total_count"] > _MOST_PAGES * _PAGE_SIZE
    ordered = sorted(found.values(), key=lambda each: each.full_name.lower())
    return Overview(tuple(ordered), is_cut, date_of(answer.headers))


def _pages(github: GitHub, installation_id: int) -> Iterator[dict[str, Any]]:
    path = f"/user/installations/{installation_id}/repositories"
    for number in range(1, _MOST_PAGES + 1):
        try:
            page = github.rest("GET", path, query={"per_page": _PAGE_SIZE, "page": number}).data
        except (Gone, NotPermitted):
            return  # it went while we looked
        yield page
        if number * _PAGE_SIZE >= page["total_count"]:
            return


def _listed(told: dict[str, Any]) -> Listed:
    return Listed(
        full_name=str(told["full_name"]),
        description=str(told.get("description") or ""),
        is_private=bool(told["private"]),
        id=int(told["id"]),
    )
