"""Questions put any name and path safely, and hand each value to its taker."""

from __future__ import annotations

from typing import Any

import pytest
from graphql import parse
from hypothesis import given, settings
from hypothesis import strategies as st

from github_app.failures import LimitReached, NotPermitted, WorldFailure
from github_app.gateway.answers import Answer, Trouble
from github_app.gateway.pull_requests import documents
from github_app.gateway.pull_requests.question import Question
from tests.builders import NOW


class Echo:
    """Answers with what it was asked: every alias holds the value of its variable."""

    def __init__(self) -> None:
        self.document, self.variables = "", dict[str, Any]()

    def graphql(self, document: str, variables: dict[str, Any]) -> Answer:
        self.document, self.variables = document, variables
        given = {k.split("_")[0]: v for k, v in variables.items() if "_" in k}
        places = ("repository", "organization0", "organization1")
        return Answer(dict.fromkeys(places, given), (), NOW)


@settings(max_examples=50, deadline=None)
@given(st.lists(st.text(min_size=1), min_size=1, max_size=5), st.text(min_size=1))
def test_no_path_or_name_can_break_a_query(paths: list[str], organization: str) -> None:
    question, taken, echo = Question("o", "n", 7), list[str](), Echo()
    for path in paths:
        question.ask_repository(
            "object(expression: {expression})", "oid", taken.append, expression=path
        )
    question.ask_organization(
        organization, "team(slug: {slug})", documents.TEAM, taken.append, slug=paths[0]
    )
    question.put(echo)  # type: ignore[arg-type]
    assert taken == [*paths, paths[0]]
    assert parse(echo.document)
    assert organization in echo.variables.values()
    other, same_shape = Question("x", "y", 8), Echo()
    for path in paths:
        other.ask_repository(
            "object(expression: {expression})", "oid", taken.append, expression=path + "'"
        )
    other.ask_organization("z", "team(slug: {slug})", documents.TEAM, taken.append, slug="s")
    other.put(same_shape)  # type: ignore[arg-type]
    assert same_shape.document == echo.document


def test_an_empty_question_is_not_sent() -> None:
    echo = Echo()
    Question("o", "n", 7).put(echo)  # type: ignore[arg-type]
    assert echo.document == ""


def test_what_an_organisation_does_not_show_is_none() -> None:
    question, taken, echo = Question("o", "n", 7), list[Any](), Echo()
    question.ask_organization("a", "team(slug: {slug})", "slug", taken.append, slug="t")
    echo.graphql = lambda *_: Answer({"organization0": None}, (), NOW)  # type: ignore[method-assign]
    question.put(echo)  # type: ignore[arg-type]
    assert taken == [None]


def test_what_only_rides_is_no_reason_for_a_request() -> None:
    question, taken, echo = Question("o", "n", 7), list[Any](), Echo()
    question.ask("user(login: {login})", "login", taken.append, "rider", login="ada")
    question.put(echo)  # type: ignore[arg-type]
    assert (question.empty, echo.document, taken) == (True, "", [])
    question.ask_repository("label(name: {name})", "name", taken.append, name="debt")
    question.put(echo)  # type: ignore[arg-type]
    assert "user(" in echo.document
    assert taken[1] == "debt"


@pytest.mark.parametrize("failure", [WorldFailure(1.0, "502"), NotPermitted("no")])
def test_when_all_at_once_fails_what_is_needed_is_asked_alone(failure: Exception) -> None:
    question, taken, echo = Question("o", "n", 7), list[Any](), Echo()
    question.ask_organization("a", "team(slug: {slug})", "slug", taken.append, "optional", slug="t")
    question.ask_repository("label(name: {name})", "name", taken.append, name="debt")
    answer = echo.graphql

    def fail_once(document: str, variables: dict[str, Any]) -> Answer:
        echo.graphql = answer  # type: ignore[method-assign]
        raise failure

    echo.graphql = fail_once  # type: ignore[method-assign]
    question.put(echo)  # type: ignore[arg-type]
    assert taken == [None, "debt"]
    assert "organization" not in echo.document
    assert parse(echo.document)


def test_optional_things_alone_fail_nothing_but_a_limit_is_kept_to() -> None:
    for failure in (WorldFailure(1.0, "502"), LimitReached(60.0, "limit")):
        question, taken, echo = Question("o", "n", 7), list[Any](), Echo()
        question.ask_repository("label(name: {name})", "name", taken.append, "optional", name="x")

        def fail(*_: Any, failure: WorldFailure = failure) -> Answer:
            raise failure

        echo.graphql = fail  # type: ignore[method-assign]
        if isinstance(failure, LimitReached):
            with pytest.raises(LimitReached):
                question.put(echo)  # type: ignore[arg-type]
        else:
            question.put(echo)  # type: ignore[arg-type]
            assert taken == [None]


def test_what_a_verdict_rests_on_may_be_refused_but_not_be_lost_or_left_out() -> None:
    def put(data: dict[str, Any], *troubles: Trouble) -> list[Any]:
        question, taken, echo = Question("o", "n", 7), list[Any](), Echo()
        number = {"number": "1"}
        question.ask_repository("issue(number: {number})", "id", taken.append, "firm", **number)
        echo.graphql = lambda *_: Answer(data, troubles, NOW)  # type: ignore[method-assign]
        question.put(echo)  # type: ignore[arg-type]
        return taken

    place, lost = ("repository", "firm0"), {"repository": {"firm0": None}}
    assert put({"repository": {"firm0": {"id": "I"}}}) == [{"id": "I"}]
    assert put(lost, Trouble(place, "FORBIDDEN", "no")) == [None]
    assert put(lost, Trouble(place, "NOT_FOUND", "none")) == [None]
    for data, troubles in ((lost, [Trouble(place, "", "Oh")]), ({"repository": {}}, [])):
        with pytest.raises(WorldFailure):
            put(data, *troubles)


def test_the_big_reads_text_depends_on_counts_alone() -> None:
    assert documents.pull_request_read(5, 1) is documents.pull_request_read(5, 1)
    for text in (
        documents.pull_request_read(3, 2, 4),
        documents.base_read(2),
        documents.GROUP_READ,
    ):
        assert parse(text)
