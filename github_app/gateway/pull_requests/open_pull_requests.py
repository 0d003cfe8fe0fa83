"""Lists the open pull requests of a repository."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from github_app.gateway.client import GitHub

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
        for pull in answer.data or ():
            yield OpenPullRequest(pull["number"], pull["base"]["ref"], pull["head"]["sha"])
        page, more = page + 1, 'rel="next"' in answer.headers.get("link", "")
