"""Our index of postmortems as it stands: the issue and the comments that go on with it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from github_app.gateway.pull_requests.facts import Node, every_node, nodes
from postmortems.markers import index_mark


@dataclass(frozen=True, slots=True)
class StandingPart:
    """A comment of ours that goes on with the index; `part` counts from 2."""

    part: int
    id: str
    body: str
    is_minimised: bool


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


def standing_index(issue: Any) -> StandingIndex | None:
    """Reads an issue as `documents.INDEX` selects it; None when it is gone or not ours."""
    if not isinstance(issue, dict) or not issue.get("viewerDidAuthor"):
        return None
    return StandingIndex(
        id=str(issue["id"]),
        number=int(issue["number"]),
        body=str(issue["body"]),
        is_open=issue.get("state") == "OPEN",
        parts=tuple(_parts(issue)),
        was_pinned=any(nodes(issue["timelineItems"])),
    )


def _parts(issue: Node) -> Iterator[StandingPart]:
    """Only the first comment of each part: a double could only come from a repeated write."""
    seen: set[int] = set()
    for comment in every_node(issue["comments"]):
        mark = index_mark(str(comment.get("body") or ""))
        if comment.get("viewerDidAuthor") and mark and mark.part > 1 and mark.part not in seen:
            seen.add(mark.part)
            is_minimised = bool(comment.get("isMinimized"))
            yield StandingPart(mark.part, str(comment["id"]), str(comment["body"]), is_minimised)
