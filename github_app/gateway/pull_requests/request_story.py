"""Who was asked for a review and when, and since when a pull request waits for one.

No verdict rests on it: what GitHub does not tell is left out.
"""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from github_app.gateway.pull_requests.facts import Node, nodes, requested_reviewer
from snapshot.pull_request import ReviewRequest

_WITHDRAWN = "ReviewRequestRemovedEvent"


def review_requests(pull: Node) -> tuple[ReviewRequest, ...]:
    """The requests of a `PullRequest` in time order; without those of accounts nobody sees."""
    told = (_request(node) for node in nodes(pull.get("optionalRequests")))
    return tuple(sorted((request for request in told if request), key=lambda request: request.at))


def opened_at(pull: Node) -> datetime | None:
    return _moment(pull.get("createdAt"))


def ready_at(pull: Node) -> datetime | None:
    """When it last ceased to be a draft; None while it is one, and where nobody can tell."""
    story = pull.get("optionalReady")
    if pull.get("isDraft") or not isinstance(story, dict):
        return None
    ready = [_moment(node.get("createdAt")) for node in nodes(story)]
    return ready[-1] if ready else opened_at(pull)


def _request(node: Node) -> ReviewRequest | None:
    reviewer, at = requested_reviewer(node), _moment(node.get("createdAt"))
    if not reviewer or at is None:
        return None
    return ReviewRequest(reviewer, at, withdrawn=node.get("__typename") == _WITHDRAWN)


def _moment(value: Any) -> datetime | None:
    try:
        return datetime.fromisoformat(str(value)).astimezone(UTC)
    except ValueError:
        return None
