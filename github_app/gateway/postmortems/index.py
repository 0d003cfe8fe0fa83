"""Our index of postmortems as it stands: the issue and the comments that go on with it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from github_app.gateway.client import GitHub
from github_app.gateway.kept_issues import StandingPart, parts_of
from github_app.gateway.pull_requests.facts import nodes
from postmortems.markers import index_mark


@dataclass(frozen=True, slots=True)
class StandingIndex:
    """`id` is its node id. `was_pinned` is False when it is known that nobody ever pinned it: then
    whoever opened it died before.
    """

    id: str
    number: int
    body: str
    is_open: bool
    parts: tuple[StandingPart, ...] = ()
    was_pinned: bool = True

    @property
    def since(self) -> date | None:
        """The day from which on incidents count, as it was when the index was opened."""
        mark = index_mark(self.body)
        return mark.since if mark else None

    @property
    def formerly(self) -> tuple[str, ...]:
        """Full names by which the repository went before, in lower case."""
        mark = index_mark(self.body)
        return mark.formerly if mark else ()


def standing_index(github: GitHub, issue: Any) -> StandingIndex | None:
    """Reads an issue as the documents select it; None when it is gone or not ours.

    No request unless it has more than a hundred comments.
    """
    if not isinstance(issue, dict) or not issue.get("viewerDidAuthor"):
        return None
    return StandingIndex(
        id=str(issue["id"]),
        number=int(issue["number"]),
        body=str(issue["body"]),
        is_open=issue.get("state") == "OPEN",
        parts=tuple(parts_of(github, issue, _part_in)),
        was_pinned="timelineItems" not in issue or any(nodes(issue["timelineItems"])),
    )


def _part_in(body: str) -> int:
    mark = index_mark(body)
    return mark.part if mark else 0
