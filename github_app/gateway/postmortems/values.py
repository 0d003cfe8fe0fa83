"""GitHub's answers about incidents and our issues as our own values."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import datetime
from typing import Any

from github_app.gateway.conversations import comment_in
from github_app.gateway.pull_requests.facts import Node, every_node, nodes
from postmortems.facts import Incident, LinkedPull, OwnIssue

_DISMISSED = frozenset({"DUPLICATE", "NOT_PLANNED"})
_LONGEST_BODY = 20_000


def incident_in(issue: Node) -> Incident:
    """An issue as `documents.postmortems_read` selects incidents."""
    comments = tuple(map(comment_in, nodes(issue.get("comments"))))
    people = {_login(issue), *(each.author for each in comments if not each.is_own)}
    is_closed = issue.get("state") == "CLOSED" and issue.get("closedAt")
    return Incident(
        number=int(issue["number"]),
        title=str(issue.get("title") or ""),
        opened_at=datetime.fromisoformat(str(issue["createdAt"])),
        closed_at=datetime.fromisoformat(str(issue["closedAt"])) if is_closed else None,
        body=str(issue.get("body") or "")[:_LONGEST_BODY],
        labels=tuple(str(label["name"]) for label in nodes(issue.get("labels"))),
        comments=comments,
        is_dismissed=issue.get("stateReason") in _DISMISSED and bool(is_closed),
        participants=len(people - {""}),
        pulls=tuple(
            _pull(node)
            for node in nodes(issue.get("closedByPullRequestsReferences"))
            if node.get("merged")
        ),
        id=str(issue["id"]),
    )


def own_in(connections: Iterable[Any]) -> Iterator[OwnIssue]:
    """Our open issues, each once."""
    seen: set[int] = set()
    for connection in connections:
        for issue in every_node(connection):
            number = int(issue["number"])
            if issue.get("viewerDidAuthor") and number not in seen:
                seen.add(number)
                comments = tuple(map(comment_in, nodes(issue.get("comments"))))
                yield OwnIssue(number, str(issue["id"]), str(issue.get("body") or ""), comments)


def _login(node: Node) -> str:
    return str((node.get("author") or {}).get("login") or "")


def _pull(node: Node) -> LinkedPull:
    files = nodes(node.get("files"))
    paths = tuple(str(file["path"]) for file in files)
    return LinkedPull(int(node["number"]), str(node.get("title") or ""), paths)
