"""Our reminders of missing reviews that stand on a pull request, found again by hidden markers."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import cast

from github_app.gateway.pull_requests.facts import Node
from reviews.overdue import NudgeKind, Said

_MARKER = re.compile(r"<!-- plumbline:review (nudge|escalation) since=(\S{1,40}) -->")


@dataclass(frozen=True, slots=True)
class StandingReminder:
    """A comment of ours: `id` is its node id."""

    id: str
    said: Said
    is_minimised: bool


def reminder_marker(kind: NudgeKind, round: datetime) -> str:
    """The hidden line; `round` is UTC, in whole seconds."""
    return f"<!-- plumbline:review {kind} since={round:%Y-%m-%dT%H:%M:%SZ} -->"


def reminders_in(comments: Iterable[Node]) -> tuple[StandingReminder, ...]:
    """Those that we wrote, among comments as selected by `documents.COMMENT`."""
    return tuple(_reminders(comments))


def _reminders(comments: Iterable[Node]) -> Iterator[StandingReminder]:
    for comment in comments:
        found = _MARKER.match(str(comment.get("body") or ""))
        if found is None or not comment.get("viewerDidAuthor"):
            continue
        round, at = _moment(found[2]), _moment(str(comment.get("createdAt") or ""))
        if round and at:
            said = Said(cast(NudgeKind, found[1]), round, at)
            yield StandingReminder(str(comment["id"]), said, bool(comment.get("isMinimized")))


def _moment(text: str) -> datetime | None:
    try:
        return datetime.fromisoformat(text).astimezone(UTC)
    except ValueError:
        return None
