"""Requests for reviews, as inputs of GitHub's mutation."""

from __future__ import annotations

from collections.abc import Iterable

from github_app.gateway.pull_requests.standing import Standing
from github_app.publisher.operations import Operation


def request_inputs(user_ids: Iterable[str], standing: Standing) -> tuple[Operation, ...]:
    """One for each person, so that whom GitHub refuses keeps nobody else from being asked. Added
    to those who are asked already.
    """
    place = {"pullRequestId": standing.pull_request_id, "union": True}
    return tuple(Operation("requestReviews", {**place, "userIds": [id]}) for id in user_ids)
