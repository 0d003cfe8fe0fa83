"""Which pull requests of a repository are open."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from github_app.failures import Gone
from github_app.gateway.client import GitHub
from github_app.gateway.refusals import expecting

_PAGE_SIZE = 100


@dataclass(frozen=True, slots=True)
class OpenPullRequest:
    """An open pull request as the list shows it."""

    number: int
    base_name: str
    head_oid: str


def open_pull_requests(github: GitHub, base_name: str = "") -> Iterator[OpenPullRequest]:
    """All of them, or those that target a branch; newest first, one request per hundred."""
    query: dict[str, object] = {"state": "open", "per_page": _PAGE_SIZE}
    if base_name:
        query["base"] = base_name
    page, more = 1, True
    while more:
        answer = github.rest(
            "GET", f"/repos/{github.full_name}/pulls", query={**query, "page": page}
        )
        with expecting("open pull requests"):
            found = [_open(pull) for pull in answer.entries]
        yield from found
        page, more = page + 1, answer.goes_on


def is_open_with_head(github: GitHub, number: int, head_oid: str) -> bool:
    """Whether this pull request is open and still has this head; one request."""
    try:
        path = f"/repos/{github.full_name}/pulls/{number}"
        pull = github.rest("GET", path, expected=True).fields
    except Gone:
        return False
    with expecting("a pull request"):
        return bool(pull["state"] == "open" and pull["head"]["sha"] == head_oid)


def _open(pull: Mapping[str, Any]) -> OpenPullRequest:
    return OpenPullRequest(int(pull["number"]), pull["base"]["ref"], pull["head"]["sha"])
