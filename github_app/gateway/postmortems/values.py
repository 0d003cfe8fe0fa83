"""GitHub's answers about incidents and our issues as our own values."""

from __future__ import annotations

from datetime import datetime

from github_app.gateway.conversations import comment_in, may_steer
from github_app.gateway.pull_requests.facts import Node, nodes
from postmortems.facts import Incident, LinkedPull
from snapshot.conversation import Comment

_DISMISSED = frozenset({"DUPLICATE", "NOT_PLANNED"})
_LONGEST_BODY = 20_000


def incident_in(issue: Node) -> Incident:
    """An issue as `documents.postmortems_read` selects incidents."""
    comments = _comments(issue)
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
        author_may_steer=may_steer(issue),
        participants=len(people - {""}),
        pulls=tuple(
            _pull(node)
            for node in nodes(issue.get("closedByPullRequestsReferences"))
            if node.get("merged")
        ),
        id=str(issue["id"]),
    )


def _comments(issue: Node) -> tuple[Comment, ...]:
    """The first ones and the last ones, each once."""
    listed = (*nodes(issue.get("early")), *nodes(issue.get("comments")))
    return tuple(map(comment_in, {str(each["id"]): each for each in listed}.values()))


def _login(node: Node) -> str:
    return str((node.get("author") or {}).get("login") or "")


def _pull(node: Node) -> LinkedPull:
    files = nodes(node.get("files"))
    paths = tuple(str(file["path"]) for file in files)
    return LinkedPull(int(node["number"]), str(node.get("title") or ""), paths)
