"""GitHub's refusals become the few failures the rest of the program tells apart."""

from __future__ import annotations

from typing import Any

import pytest

from github_app.failures import Gone, LimitReached, NotPermitted, WorldFailure
from github_app.gateway.answers import graphql_answer
from github_app.gateway.refusals import date_of, expecting, raise_for
from github_app.gateway.rest_answer import RestAnswer

DATE = {"date": "Mon, 23 Nov 2026 09:00:00 GMT"}
NINE = date_of(DATE).timestamp()


def failure(status: int, headers: dict[str, str], message: str = "") -> Exception:
    with pytest.raises(Exception) as raised:  # noqa: PT011
        raise_for(status, {**DATE, **headers}, {"message": message}, "GET /x")
    return raised.value


def test_a_time_that_github_names_is_kept_to_the_second() -> None:
    limited = failure(403, {"retry-after": "17"}, "You have exceeded a secondary rate limit")
    assert isinstance(limited, WorldFailure)
    assert (limited.retry_after, limited.named) == (17, True)
    assert limited.after_attempts(5) is limited


def test_a_used_up_window_is_waited_out_by_githubs_own_clock() -> None:
    headers = {"x-ratelimit-remaining": "0", "x-ratelimit-reset": str(int(NINE) + 600)}
    limited = failure(429, headers)
    assert isinstance(limited, WorldFailure)
    assert limited.retry_after == 601


def test_a_limit_without_a_time_waits_a_minute_and_longer_every_time() -> None:
    limited = failure(403, {}, "You have exceeded a secondary rate limit")
    assert isinstance(limited, WorldFailure)
    assert limited.retry_after == 60
    assert limited.after_attempts(2).retry_after == 240
    assert limited.after_attempts(20).retry_after == 600


@pytest.mark.parametrize("status", [500, 502, 503, 504])
def test_an_outage_is_tried_again_within_seconds(status: int) -> None:
    outage = failure(status, {})
    assert isinstance(outage, WorldFailure)
    assert 3 < outage.retry_after < 8


def test_an_outage_lasts_as_long_as_github_says() -> None:
    outage = failure(503, {"retry-after": "40"})
    assert isinstance(outage, WorldFailure)
    assert not isinstance(outage, LimitReached)
    assert outage.after_attempts(5).retry_after == 40


def test_a_time_may_be_told_as_a_date() -> None:
    limited = failure(429, {"retry-after": "Mon, 23 Nov 2026 09:01:30 GMT"})
    assert isinstance(limited, LimitReached)
    assert (limited.retry_after, limited.named) == (90, True)


@pytest.mark.parametrize("told", ["soon", "nan", "-inf", "", "Mon, 99 Nov"])
def test_a_time_that_makes_no_sense_is_none(told: str) -> None:
    limited = failure(429, {"retry-after": told})
    assert isinstance(limited, LimitReached)
    assert (limited.retry_after, limited.named) == (60, False)


@pytest.mark.parametrize(("told", "kept"), [("0", 1), ("-5", 1), ("1e12", 86_400)])
def test_a_time_is_kept_within_bounds(told: str, kept: float) -> None:
    limited = failure(403, {"retry-after": told})
    assert isinstance(limited, LimitReached)
    assert limited.retry_after == kept


def test_which_budget_is_spent_is_known() -> None:
    headers = {
        "x-ratelimit-remaining": "0",
        "x-ratelimit-reset": str(int(NINE) + 600),
        "x-ratelimit-resource": "graphql",
    }
    limited = failure(403, headers)
    assert isinstance(limited, LimitReached)
    assert limited.resource == "graphql"


def test_a_window_that_should_have_reset_long_ago_is_no_time_to_wait_for() -> None:
    headers = {"x-ratelimit-remaining": "0", "x-ratelimit-reset": str(int(NINE) - 3_600)}
    limited = failure(403, headers)
    assert isinstance(limited, LimitReached)
    assert limited.retry_after == 60


def test_what_stands_between_github_and_us_is_no_missing_permission() -> None:
    with pytest.raises(WorldFailure):
        raise_for(403, DATE, None, "GET /x")


def test_a_limit_may_be_told_in_words_only() -> None:
    error = {"message": "You have exceeded a secondary rate limit."}
    with pytest.raises(LimitReached):
        graphql({"data": {"w0": None}, "errors": [error]})


@pytest.mark.parametrize(
    "errors", ["Sorry", {"message": "x"}, [None], [[]], [{"path": 3, "extensions": [], "type": 4}]]
)
def test_errors_of_any_shape_are_read(errors: Any) -> None:
    with pytest.raises(WorldFailure):
        graphql({"data": None, "errors": errors})
    assert graphql({"data": {"a": 1}, "errors": errors}).data == {"a": 1}


def test_a_timeout_of_a_query_is_no_mistake_of_ours() -> None:
    error = {"message": "Something went wrong while executing your query.", "locations": [1]}
    with pytest.raises(WorldFailure):
        graphql({"data": None, "errors": [error]})


def test_only_what_github_says_is_missing_is_missing() -> None:
    gone = {"type": "NOT_FOUND", "path": ["repository"], "message": "Could not resolve"}
    assert (
        graphql({"data": {"repository": None}, "errors": [gone]}).found("repository", "p") is None
    )
    for data in ({}, {"repository": None}, {"repository": "x"}, {"repository": []}):
        with pytest.raises(WorldFailure):
            graphql({"data": data}).found("repository")


def test_an_answer_of_another_shape_is_a_failure_of_the_world() -> None:
    with pytest.raises(WorldFailure, match="a thing could not be understood"), expecting("a thing"):
        raise KeyError("id")
    for data in (None, "x", {}, [1], [[]]):
        with pytest.raises(WorldFailure):
            _ = RestAnswer(200, {}, data).entries
    with pytest.raises(WorldFailure):
        _ = RestAnswer(422, {}, {"message": "no"}).fields


def test_a_missing_permission_is_not_tried_again() -> None:
    refused = failure(403, {"x-ratelimit-remaining": "4000"}, "Resource not accessible")
    assert isinstance(refused, NotPermitted)


@pytest.mark.parametrize("status", [404, 410, 451])
def test_what_is_gone_is_gone(status: int) -> None:
    assert isinstance(failure(status, {}), Gone)


@pytest.mark.parametrize("status", [200, 201, 304, 409, 422])
def test_answers_that_say_something_are_left_to_the_caller(status: int) -> None:
    raise_for(status, DATE, {"message": "Validation failed"}, "POST /x")


def graphql(body: Any) -> Any:
    return graphql_answer(body, DATE, date_of(DATE))


def test_partial_data_comes_with_its_troubles() -> None:
    error = {"type": "NOT_FOUND", "path": ["organization", "t0"], "message": "No such team"}
    answer = graphql({"data": {"organization": None}, "errors": [error]})
    assert answer.errors == ("No such team",)
    assert answer.troubles[0].path == ("organization", "t0")


def test_a_null_that_could_not_be_read_is_never_taken_for_one_that_is_not_there() -> None:
    error = {"path": ["repository", "policy"], "message": "Something went wrong"}
    answer = graphql({"data": {"repository": {"policy": None}}, "errors": [error]})
    with pytest.raises(WorldFailure):
        answer.insist()


def test_a_part_that_may_be_missing_is_allowed_to_be() -> None:
    error = {"type": "FORBIDDEN", "path": ["organization0", "a0"], "message": "no"}
    answer = graphql({"data": {"organization0": None}, "errors": [error]})
    answer.insist(hidden=("organization",))
    with pytest.raises(NotPermitted):
        answer.insist()


def test_a_part_that_may_be_hidden_may_not_be_broken() -> None:
    error = {"path": ["organization0"], "message": "Something went wrong while executing"}
    answer = graphql({"data": {"organization0": None}, "errors": [error]})
    with pytest.raises(WorldFailure):
        answer.insist(hidden=("organization",))
    answer.insist(spared=("organization",))


def test_a_graphql_limit_hides_in_a_successful_reply() -> None:
    with pytest.raises(WorldFailure):
        graphql({"errors": [{"type": "RATE_LIMITED", "message": "API rate limit exceeded"}]})


@pytest.mark.parametrize("body", [None, [], "<html>", {"errors": [{"message": "Sorry"}]}, {}])
def test_a_reply_without_data_is_an_outage(body: Any) -> None:
    with pytest.raises(WorldFailure):
        graphql(body)


def test_a_refused_document_is_our_own_mistake() -> None:
    error = {"message": "Field 'x' doesn't exist", "locations": [{"line": 1, "column": 2}]}
    with pytest.raises(RuntimeError):
        graphql({"errors": [error]})
