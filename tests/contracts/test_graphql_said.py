"""The judge of GraphQL traffic lets good calls pass and refuses each kind of bad one."""

from __future__ import annotations

from typing import Any

import pytest

from tests.contracts import graphql_said
from tests.contracts.exchange import Exchange

pytestmark = [pytest.mark.contracts, pytest.mark.usefixtures("descriptions")]

LABELS = """query Labels($name: String!, $first: Int = 10) {
  repository(owner: "acme", name: $name) {
    object(expression: "HEAD:README.md") { ... on Blob { oid text } ... on Tree { oid } }
    labels(first: $first) { nodes { name } }
  }
}"""
OPEN = """mutation Speak($run: CreateCheckRunInput!) {
  createCheckRun(input: $run) { checkRun { databaseId } }
}"""
BLOB = {"oid": "a" * 40, "text": "hello"}


def called(query: str, variables: Any = None, data: Any = None) -> str:
    request = {"query": query, "variables": variables or {}}
    exchange = Exchange("POST", "/api/graphql", 200, {}, request, {"data": data})
    return " ".join(graphql_said.problems(exchange))


def labels(repository: Any, **variables: Any) -> str:
    return called(LABELS, {"name": "shop"} | variables, {"repository": repository})


def opened(**fields: Any) -> str:
    run = {"repositoryId": "R_1", "headSha": "a" * 40, "name": "plumbline/adr_link"} | fields
    return called(OPEN, {"run": run})


def asked(**fields: Any) -> str:
    query = """mutation Ask($ask: RequestReviewsInput!) {
      requestReviews(input: $ask) { pullRequest { id } }
    }"""
    return called(query, {"ask": {"pullRequestId": "PR_1"} | fields})


def sized(selection: str) -> str:
    return called(f'{{ repository(owner: "a", name: "b") {{ {selection} }} }}')


def annotation(**fields: Any) -> dict[str, Any]:
    place = {"path": "a.py", "location": {"startLine": 1, "endLine": 1}}
    return place | {"annotationLevel": "WARNING", "message": "m"} | fields


def output(**fields: Any) -> dict[str, Any]:
    return {"title": "t", "summary": "s"} | fields


def test_calls_as_github_describes_them_pass() -> None:
    assert labels({"object": BLOB, "labels": {"nodes": [{"name": "debt"}]}}) == ""
    assert labels(None) == ""
    assert opened(status="COMPLETED", conclusion="NEUTRAL") == ""
    assert opened(status="COMPLETED", conclusion="ACTION_REQUIRED") == ""
    assert opened(output=output(annotations=[annotation()] * 50)) == ""
    assert opened(detailsUrl="https://plumbline.example/repositories/acme/shop/pulls/1") == ""
    assert asked(userIds=["U_1"], union=True) == ""


@pytest.mark.parametrize(
    ("problems", "word"),
    [
        (lambda: called("{ repository(owner: 1) }"), "name"),
        (lambda: called("{ verdicts }"), "Cannot query field 'verdicts'"),
        (lambda: called("{ repository("), "Syntax Error"),
        (lambda: labels(None, name=None), "variables"),
        (lambda: labels(None, colour="red"), "$colour is not declared"),
        (lambda: labels(None, first=101), "asks for 101"),
        (lambda: sized("labels { totalCount }"), "asks for None"),
        (
            lambda: sized(
                "pullRequests(first: 100) { nodes { commits(first: 100) { nodes { commit {"
                " authors(first: 51) { nodes { name } } } } } } }"
            ),
            "at most 500000",
        ),
        (lambda: opened(status="DONE"), "DONE"),
        (lambda: opened(detailsUrl="javascript:x"), "no address of the web"),
        (lambda: asked(userIds=["U_1"]), "taken back without union"),
        (lambda: asked(union=True), "nobody is named"),
        (lambda: asked(userLogins=["bo"], union=True), "userLogins"),
        (lambda: opened(status="COMPLETED"), "needs a conclusion"),
        (lambda: opened(conclusion="STALE"), "created as stale"),
        (lambda: opened(output=output(summary="s" * 60_001)), "60001 characters"),
        (lambda: opened(output=output(annotations=[annotation()] * 51)), "51 annotations"),
        (
            lambda: opened(output=output(annotations=[annotation(location={"startLine": 0})])),
            "endLine",
        ),
    ],
)
def test_calls_github_would_refuse_are_told(problems: Any, word: str) -> None:
    assert word in problems()


@pytest.mark.parametrize(
    ("repository", "word"),
    [
        ({"object": BLOB}, "repository.labels: is missing"),
        ({"object": None, "labels": {"nodes": [{"name": None}]}}, "non-nullable"),
        ({"object": {"oid": "a" * 40, "size": 1}, "labels": None}, "missing"),
        ({"object": None, "labels": {"nodes": [], "totalCount": 0}}, "more than was asked for"),
    ],
)
def test_answers_github_would_not_give_are_told(repository: Any, word: str) -> None:
    assert word in labels(repository)
