"""Our own issues in the answers to what rituals read, whichever way they were found."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from github_app.gateway.client import GitHub
from github_app.gateway.conversations import comment_in
from github_app.gateway.pull_requests.facts import Node, every_node, nodes
from github_app.gateway.rituals.documents import MORE_OWN
from github_app.gateway.rituals.wishes import RitualWishes
from rituals.engine.facts import OwnIssue

_MOST_PAGES: Final = 30


@dataclass(frozen=True, slots=True)
class OwnSeen:
    """`issues`, newest first. `unheard` are the numbers of those whose comments were not read.
    `goes_on` is a cursor where there are older ones that were not looked at, else "".
    """

    issues: tuple[OwnIssue, ...]
    unheard: frozenset[int]
    goes_on: str = ""


def own_issues_in(repository: Node, wishes: RitualWishes) -> OwnSeen:
    """What `documents.rituals_read` found by creator, label and number, and among the newest."""
    found: dict[int, Node] = {}
    for issue in _selected(repository, wishes):
        known = found.get(_number(issue))
        if issue.get("viewerDidAuthor") and (known is None or "comments" not in known):
            found[_number(issue)] = issue
    page = (repository.get("own") or {}).get("pageInfo") or {}
    return _seen(found, str(page.get("endCursor") or "") if page.get("hasNextPage") else "")


def with_older(github: GitHub, seen: OwnSeen, creator: str) -> OwnSeen:
    """All our issues, however many; one request for each further hundred."""
    owner, name = github.full_name.split("/", 1)
    found: dict[int, Node] = {}
    after = seen.goes_on
    for _ in range(_MOST_PAGES):
        if not after:
            break
        variables = {"owner": owner, "name": name, "creator": creator, "after": after}
        answer = github.graphql(MORE_OWN, variables)
        answer.insist()
        own = (answer.found("repository") or {}).get("own") or {}
        ours = (issue for issue in every_node(own) if issue.get("viewerDidAuthor"))
        found.update((_number(issue), issue) for issue in ours)
        page = own.get("pageInfo") or {}
        after = str(page.get("endCursor") or "") if page.get("hasNextPage") else ""
    older = _seen(found, after)
    issues = {issue.number: issue for issue in (*older.issues, *seen.issues)}
    return OwnSeen(
        tuple(issues[number] for number in sorted(issues, reverse=True)),
        seen.unheard - found.keys(),
        after,
    )


def _selected(repository: Node, wishes: RitualWishes) -> Iterator[Node]:
    """An issue that was moved elsewhere is none of this repository's any more."""
    for place in ("newest", *(f"reminder{n}" for n in range(len(wishes.reminders)))):
        yield from every_node(repository.get(place))
    if wishes.creator:
        yield from every_node(repository.get("own"))
    for n in range(len(wishes.known)):
        issue = repository.get(f"known{n}")
        if issue and (issue.get("repository") or {}).get("id") == repository["id"]:
            yield issue


def _seen(found: dict[int, Node], goes_on: str) -> OwnSeen:
    ordered = [found[number] for number in sorted(found, reverse=True)]
    return OwnSeen(
        issues=tuple(map(_own_issue, ordered)),
        unheard=frozenset(_number(issue) for issue in ordered if "comments" not in issue),
        goes_on=goes_on,
    )


def _number(issue: Node) -> int:
    return int(issue["number"])


def _own_issue(issue: Node) -> OwnIssue:
    newest = tuple(map(comment_in, nodes(issue.get("comments"))))
    first = map(comment_in, nodes(issue.get("earliest")))
    return OwnIssue(
        number=_number(issue),
        title=str(issue.get("title") or ""),
        body=str(issue.get("body") or ""),
        is_open=issue.get("state") == "OPEN",
        id=str(issue["id"]),
        opened_at=moment(issue.get("createdAt")),
        closed_at=moment(issue.get("closedAt")),
        is_completed=issue.get("stateReason") == "COMPLETED",
        labels=names_in(issue.get("labels"), "name"),
        assignees=names_in(issue.get("assignees"), "login"),
        comments=newest,
        earliest=tuple(comment for comment in first if comment not in newest),
    )


def moment(text: Any) -> datetime | None:
    """A time as GitHub writes it; None for none."""
    return datetime.fromisoformat(str(text)) if text else None


def names_in(connection: Any, key: str) -> tuple[str, ...]:
    """What `key` says of each node of a connection."""
    return tuple(str(node.get(key) or "") for node in nodes(connection))
