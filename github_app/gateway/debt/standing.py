"""The issue of the ledger as it stands."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from github_app.gateway.client import GitHub
from github_app.gateway.debt.documents import LEDGER
from github_app.gateway.pull_requests.facts import nodes


@dataclass(frozen=True, slots=True)
class StandingLedger:
    """The issue of the ledger; `id` is its node id. `was_pinned` is False when it is known that
    nobody ever pinned it: then whoever opened it died before.
    """

    id: str
    number: int
    body: str
    is_open: bool
    was_pinned: bool


def standing_ledger(issue: Any) -> StandingLedger | None:
    """Reads an issue as `documents` selects it; None when it is gone or not ours."""
    if not isinstance(issue, dict) or not issue.get("viewerDidAuthor"):
        return None
    return StandingLedger(
        id=str(issue["id"]),
        number=int(issue["number"]),
        body=str(issue["body"]),
        is_open=issue.get("state") == "OPEN",
        was_pinned="timelineItems" not in issue or any(nodes(issue["timelineItems"])),
    )


def read_ledger(github: GitHub, number: int) -> StandingLedger | None:
    """The issue of this number, where it is ours; one request."""
    owner, name = github.full_name.split("/", 1)
    answer = github.graphql(LEDGER, {"owner": owner, "name": name, "number": number})
    answer.insist()
    return standing_ledger(answer.found("repository", "ledger"))
