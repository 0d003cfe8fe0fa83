"""Our log issues and their comments as they stand, and all issues of ours with their words."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from decisions.issue_text import mark_of
from github_app.gateway.client import GitHub
from github_app.gateway.decisions.documents import LOG, MORE_COMMENTS
from github_app.gateway.pull_requests.facts import Node, every_node, nodes
from github_app.gateway.refusals import expecting

_PAGE_SIZE = 100
_MOST_PAGES = 30


@dataclass(frozen=True, slots=True)
class StandingPart:
    """A comment of ours that goes on with a log; `part` counts from 2."""

    part: int
    id: str
    body: str
    is_minimised: bool


@dataclass(frozen=True, slots=True)
class StandingLog:
    """The log issue of a family; `id` is its node id. `was_pinned` is False when it is known that
    nobody ever pinned it: then whoever opened it died before.
    """

    family: str
    id: str
    number: int
    body: str
    is_open: bool
    parts: tuple[StandingPart, ...] = ()
    was_pinned: bool = True


@dataclass(frozen=True, slots=True)
class OwnIssue:
    """An issue that the App opened, as it reads now."""

    number: int
    title: str
    body: str
    is_open: bool


def standing_log(github: GitHub, issue: Any, family: str) -> StandingLog | None:
    """Reads an issue as `documents.decisions_read` selects it; None when it is gone or not ours.

    No request unless it has more than a hundred comments.
    """
    if not isinstance(issue, dict) or not issue.get("viewerDidAuthor"):
        return None
    return StandingLog(
        family=family,
        id=str(issue["id"]),
        number=int(issue["number"]),
        body=str(issue["body"]),
        is_open=issue.get("state") == "OPEN",
        parts=tuple(_parts(github, issue, family)),
        was_pinned="timelineItems" not in issue or any(nodes(issue["timelineItems"])),
    )


def read_log(github: GitHub, number: int, family: str) -> StandingLog | None:
    """The log issue of this number; one request."""
    owner, name = github.full_name.split("/", 1)
    answer = github.graphql(LOG, {"owner": owner, "name": name, "number": number})
    answer.insist()
    return standing_log(github, answer.found("repository", "log"), family)


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


def _is_by(issue: Mapping[str, Any], login: str) -> bool:
    return "pull_request" not in issue and (issue.get("user") or {}).get("login") == login


def _own(issue: Mapping[str, Any]) -> OwnIssue:
    title, body = str(issue.get("title") or ""), str(issue.get("body") or "")
    return OwnIssue(int(issue["number"]), title, body, issue.get("state") == "open")


def _parts(github: GitHub, issue: Node, family: str) -> Iterator[StandingPart]:
    """Only the first comment of each part: a double could only come from a repeated write."""
    seen: set[int] = set()
    for comment in _comments(github, issue):
        mark = mark_of(str(comment.get("body") or ""))
        if not comment.get("viewerDidAuthor") or mark is None or mark.family != family:
            continue
        if mark.part > 1 and mark.part not in seen:
            seen.add(mark.part)
            is_minimised = bool(comment.get("isMinimized"))
            yield StandingPart(mark.part, str(comment["id"]), str(comment["body"]), is_minimised)


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
