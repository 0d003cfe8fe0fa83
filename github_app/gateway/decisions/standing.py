"""Our log issues and their comments as they stand."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from decisions.issue_text import mark_of
from github_app.gateway.client import GitHub
from github_app.gateway.decisions.documents import LOG
from github_app.gateway.kept_issues import StandingPart, parts_of
from github_app.gateway.pull_requests.facts import nodes


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
        parts=tuple(parts_of(github, issue, lambda body: _part_in(body, family))),
        was_pinned="timelineItems" not in issue or any(nodes(issue["timelineItems"])),
    )


def read_log(github: GitHub, number: int, family: str) -> StandingLog | None:
    """The log issue of this number; one request."""
    owner, name = github.full_name.split("/", 1)
    answer = github.graphql(LOG, {"owner": owner, "name": name, "number": number})
    answer.insist()
    return standing_log(github, answer.found("repository", "log"), family)


def _part_in(body: str, family: str) -> int:
    mark = mark_of(body)
    return mark.part if mark and mark.family == family else 0
