"""What a trouble in a part of an answer says about the rest of it."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import pytest

from github_app.gateway.answers import graphql_answer

KEPT = {"owners": {"oid": "a"}, "optional1": {"edges": [None]}, "requests": [{"optional2": None}]}


@pytest.mark.parametrize(
    ("data", "path", "lost"),
    [
        ({"repository": None}, ["repository", "optional1"], True),
        ({"repository": {"pull": None}}, ["repository", "pull", "optional1", "nodes", 0], True),
        ({"repository": {"requests": [None]}}, ["repository", "requests", 0, "optional2"], True),
        ({"repository": KEPT}, ["repository", "optional1", "edges", 0, "permission"], False),
        ({"repository": KEPT}, ["repository", "requests", 0, "optional2"], False),
        ({"optional3": None}, ["optional3"], False),
        ({"repository": None}, ["repository"], False),
    ],
)
def test_an_optional_part_may_take_with_it_what_stands_above(
    data: dict[str, Any], path: list[str | int], lost: bool
) -> None:
    body = {"data": data, "errors": [{"message": "Something went wrong", "path": path}]}
    answer = graphql_answer(body, {}, datetime(2026, 11, 23, tzinfo=UTC))
    assert answer.lost_more_than(("optional",)) is lost
