"""Our open issues in the answers to what is read about postmortems."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Final

from github_app.desk import Desk
from github_app.gateway.client import GitHub
from github_app.gateway.conversations import comment_in
from github_app.gateway.postmortems.documents import MORE_OWN
from github_app.gateway.pull_requests.facts import every_node, nodes
from github_app.slug import bot_login
from postmortems.facts import OwnIssue
from postmortems.markers import action_mark, due_mark, is_unmarked

_MOST_PAGES: Final = 10


@dataclass(frozen=True, slots=True)
class OwnSeen:
    """`issues`, newest first; `goes_on` where there are older ones that were not read."""

    issues: tuple[OwnIssue, ...] = ()
    goes_on: bool = False


def own_seen(github: GitHub, desk: Desk, connection: Any) -> OwnSeen:
    """What `documents.postmortems_read` lists, and what comes after it: one request for each
    further hundred. The index and those of other keepers are left out.
    """
    if connection is None:
        # Nobody asked for them.
        return OwnSeen()
    owner, name = github.full_name.split("/", 1)
    found: list[OwnIssue] = []
    for place in range(_MOST_PAGES):
        found.extend(_own_in(connection))
        page = connection["pageInfo"]
        if not page.get("hasNextPage"):
            return OwnSeen(tuple(found))
        if place < _MOST_PAGES - 1:
            login = bot_login(desk.redis, desk.github)
            after = {"creator": login, "after": page["endCursor"]}
            answer = github.graphql(MORE_OWN, {"owner": owner, "name": name, **after})
            answer.insist()
            connection = answer.found("repository", "own")
    return OwnSeen(tuple(found), goes_on=True)


def _own_in(connection: Any) -> Iterator[OwnIssue]:
    for issue in every_node(connection):
        body = str(issue.get("body") or "")
        is_about_one = due_mark(body) or action_mark(body) or is_unmarked(body)
        if issue.get("viewerDidAuthor") and is_about_one:
            said = issue.get("comments") or {}
            yield OwnIssue(
                number=int(issue["number"]),
                id=str(issue["id"]),
                body=body,
                comments=tuple(map(comment_in, nodes(said))),
                is_heard=not (said.get("pageInfo") or {}).get("hasPreviousPage"),
            )
