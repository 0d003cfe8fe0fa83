"""Contents are those of their blobs, or unknown."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import Future
from typing import Any

import pygit2
import pytest

from github_app.failures import LimitReached, WorldFailure
from github_app.gateway.answers import Answer
from github_app.gateway.pull_requests.approvals.contents import (
    FEW,
    MOST_AT_ONCE,
    Contents,
    read_contents,
)
from tests.builders import NOW


def oid(text: str) -> str:
    return str(pygit2.hash(text.encode()))


class Blobs:
    """Answers with what it is asked for, unless that is more than `most` at once."""

    full_name = "acme/shop"

    def __init__(self, *texts: str, most: int = MOST_AT_ONCE, failure: Exception) -> None:
        self.texts = {oid(text): text for text in texts}
        self.most, self.failure, self.asked = most, failure, 0

    def beside(self, work: Callable[[], Any]) -> Future[Any]:
        done: Future[Any] = Future()
        done.set_result(work())
        return done

    def graphql(self, document: str, variables: dict[str, Any]) -> Answer:
        self.asked += 1
        wanted = {k.rpartition("_")[0]: v for k, v in variables.items() if k.endswith("_oid")}
        if len(wanted) > self.most:
            raise self.failure
        found = {
            alias: {"oid": name, "byteSize": 1, "isBinary": False, "text": self.texts[name]}
            for alias, name in wanted.items()
        }
        return Answer({"repository": found}, (), NOW)


def test_a_query_that_is_too_much_for_github_is_put_in_parts() -> None:
    github = Blobs(*map(str, range(25)), most=FEW, failure=WorldFailure(10.0, "502"))
    assert read_contents(github, github.texts).texts == github.texts  # type: ignore[arg-type]
    assert github.asked == 4


@pytest.mark.parametrize(
    ("failure", "most"), [(LimitReached(60.0, "limit"), 1), (WorldFailure(10.0, "502"), 0)]
)
def test_limits_and_outages_are_no_answers(failure: Exception, most: int) -> None:
    github = Blobs("a", "b", most=most, failure=failure)
    with pytest.raises(type(failure)):
        read_contents(github, github.texts)  # type: ignore[arg-type]
    assert github.asked == 1


@pytest.mark.parametrize(
    "node",
    [
        None,
        {},
        {"oid": "x", "text": "b"},
        {"oid": "x", "text": None, "isBinary": True},
        {"oid": "x", "text": "a", "isBinary": True},
        {"oid": "x", "text": "a", "isTruncated": True},
        {"oid": "x", "text": "\ud800"},
    ],
)
def test_what_is_not_the_whole_text_of_the_blob_is_unknown(node: Any) -> None:
    contents = Contents()
    contents.take_text(oid("a"), node)
    assert contents.texts == {}
    contents.take_text(oid("a"), {"oid": oid("a"), "byteSize": 1, "text": "a"})
    assert contents.texts == {oid("a"): "a"}
