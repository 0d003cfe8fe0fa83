"""Issues of ours that are kept up to date: how they are found, and the comments they go on in."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final

from github_app.gateway.client import GitHub
from github_app.gateway.pull_requests.facts import Node, every_node
from github_app.gateway.refusals import expecting

_SELECTED: Final = (
    "pageInfo { hasNextPage endCursor } nodes { id body viewerDidAuthor isMinimized }"
)
COMMENTS: Final = f"comments(first: 100) {{ {_SELECTED} }}"
"""What a document selects of an issue for `parts_of`."""

PINNED: Final = "timelineItems(itemTypes: [PINNED_EVENT], first: 1) { nodes { __typename } }"
"""Whether anybody ever pinned it."""

MORE_COMMENTS: Final = f"""
query ReadComments($id: ID!, $after: String) {{
  node(id: $id) {{ ... on Issue {{ comments(first: 100, after: $after) {{ {_SELECTED} }} }} }}
}}"""

_PAGE_SIZE: Final = 100
_MOST_PAGES: Final = 30


@dataclass(frozen=True, slots=True)
class OwnIssue:
    """An issue that the App opened, as it reads now."""

    number: int
    title: str
    body: str
    is_open: bool


@dataclass(frozen=True, slots=True)
class StandingPart:
    """A comment of ours that goes on with an issue; `part` counts from 2."""

    part: int
    id: str
    body: str
    is_minimised: bool


def own_issues(github: GitHub, login: str) -> tuple[OwnIssue, ...]:
    """All issues that the account `login` opened, newest first; one request per hundred."""
    found: list[OwnIssue] = []
    path = f"/repos/{github.full_name}/issues"
    for page in range(1, _MOST_PAGES + 1):
        query = {"creator": login, "state": "all", "per_page": _PAGE_SIZE, "page": page}
        answer = github.rest("GET", path, query=query)
        with expecting("issues"):
            found += [_own(issue) for issue in answer.entries if _is_by(issue, login)]
        if not answer.goes_on:
            break
    return tuple(found)


def parts_of(github: GitHub, issue: Node, part_in: Callable[[str], int]) -> Iterator[StandingPart]:
    """The comments that go on with `issue`, which has an `id` and `COMMENTS`. `part_in` tells the
    part that a text is, below 2 for any other. No request unless there are more than a hundred.

    Only the first comment of each part: a double could only come from a repeated write.
    """
    seen: set[int] = set()
    for comment in _comments(github, issue):
        body = str(comment.get("body") or "")
        part = part_in(body) if comment.get("viewerDidAuthor") else 0
        if part > 1 and part not in seen:
            seen.add(part)
            yield StandingPart(part, str(comment["id"]), body, bool(comment.get("isMinimized")))


def _is_by(issue: Mapping[str, Any], login: str) -> bool:
    return "pull_request" not in issue and (issue.get("user") or {}).get("login") == login


def _own(issue: Mapping[str, Any]) -> OwnIssue:
    title, body = str(issue.get("title") or ""), str(issue.get("body") or "")
    return OwnIssue(int(issue["number"]), title, body, issue.get("state") == "open")


def _comments(github: GitHub, issue: Node) -> Iterator[Node]:
    connection = issue["comments"]
    for _ in range(_MOST_PAGES):
        yield from every_node(connection)
        page = connection["pageInfo"]
        if not page.get("hasNextPage"):
            return
        answer = github.graphql(MORE_COMMENTS, {"id": issue["id"], "after": page["endCursor"]})
        answer.insist()
        connection = (answer.data.get("node") or {}).get("comments") or {}
