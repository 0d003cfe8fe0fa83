"""Requests for reviews, as inputs of GitHub's mutation."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from github_app.gateway.pull_requests.standing import Standing
from github_app.publisher.operations import Operation, alias_of

_FIELD = "requestReviews"


def request_inputs(user_ids: Iterable[str], standing: Standing) -> tuple[Operation, ...]:
    """One for each person, so that whom GitHub refuses keeps nobody else from being asked. Added
    to those who are asked already.
    """
    place = {"pullRequestId": standing.pull_request_id, "union": True}
    return tuple(Operation(_FIELD, {**place, "userIds": [id]}) for id in user_ids)


def refused_people(operations: Sequence[Operation], data: Mapping[str, Any]) -> frozenset[str]:
    """Node ids of those for whom GitHub's answer confirms no request; `data` is by alias."""
    return frozenset(
        id
        for n, operation in enumerate(operations)
        if operation.field == _FIELD and not data.get(alias_of(n))
        for id in operation.input["userIds"]
    )
