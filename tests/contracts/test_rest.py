"""The judge of REST traffic lets good exchanges pass and refuses each kind of bad one."""

from __future__ import annotations

from typing import Any

import pytest

from tests.contracts import rest
from tests.contracts.exchange import Exchange
from tests.contracts.operations import find

pytestmark = [pytest.mark.contracts, pytest.mark.usefixtures("descriptions")]

RUN = {"name": "plumbline/adr_link", "head_sha": "a" * 40, "status": "in_progress"}
LABEL = {"name": "debt", "color": "b08800", "description": "Debt that is known"}


def sent(method: str, path: str, body: Any = None, **query: str) -> tuple[str, ...]:
    """The problems of a request whose answer is left out of account."""
    return rest.problems(Exchange(method, path, 500, query, body))


def run_sent(**fields: Any) -> tuple[str, ...]:
    return sent("POST", "/repos/acme/shop/check-runs", RUN | fields)


def output_sent(**fields: Any) -> tuple[str, ...]:
    return run_sent(output={"title": "t", "summary": "s"} | fields)


def annotation(**fields: Any) -> dict[str, Any]:
    place = {"path": "a.py", "start_line": 1, "end_line": 1}
    return place | {"annotation_level": "warning", "message": "m"} | fields


@pytest.mark.parametrize(
    ("path", "operation"),
    [
        ("/repos/acme/shop/compare/main...feature/one", "repos/compare-commits-with-basehead"),
        ("/repos/acme/shop/contents/docs/adr/0001.md", "repos/get-content"),
        ("/repos/acme/shop/pulls/7/files", "pulls/list-files"),
        ("/app/installations/5", "apps/get-installation"),
        ("/repos/acme/shop/labels/good%20first%20issue", "issues/get-label"),
    ],
)
def test_a_path_finds_its_operation(path: str, operation: str) -> None:
    found = find("GET", path)
    assert found is not None
    assert found.id == operation


def test_requests_as_github_describes_them_pass() -> None:
    assert run_sent() == ()
    assert run_sent(status="completed", conclusion="neutral") == ()
    assert output_sent(text="t", annotations=[annotation(title="t")] * 50) == ()
    assert sent("POST", "/repos/acme/shop/labels", LABEL) == ()
    assert sent("GET", "/repos/acme/shop/pulls", state="open", per_page="100", page="2") == ()
    assert sent("POST", "/repos/acme/shop/issues/7/labels", {"labels": ["debt"]}) == ()


@pytest.mark.parametrize(
    ("problems", "word"),
    [
        (lambda: sent("GET", "/repos/acme/shop/verdicts"), "no such operation"),
        (lambda: sent("GET", "/repos/acme/shop/pulls", state="ajar"), "'ajar'"),
        (lambda: sent("GET", "/repos/acme/shop/pulls", limit="5"), "'limit' is not described"),
        (lambda: sent("GET", "/repos/acme/shop/pulls", per_page="many"), "'many'"),
        (lambda: sent("POST", "/repos/acme/shop/check-runs"), "'name' is a required property"),
        (lambda: run_sent(colour="red"), "'colour' was unexpected"),
        (lambda: output_sent(mood="good"), "'mood' was unexpected"),
        (lambda: run_sent(status="done"), "'done'"),
        (lambda: run_sent(status="completed"), "needs a conclusion"),
        (lambda: run_sent(conclusion="stale"), "created as stale"),
        (lambda: run_sent(details_url="ftp://x"), "no address of the web"),
        (lambda: output_sent(title="t" * 256), "256 characters"),
        (lambda: output_sent(summary="s" * 60_001), "60001 characters"),
        (lambda: output_sent(text="s" * 60_001), "60001 characters"),
        (lambda: output_sent(annotations=[annotation()] * 51), "51 annotations"),
        (lambda: output_sent(annotations=[annotation(start_line=0)]), "no range"),
        (lambda: output_sent(annotations=[annotation(end_line=3, end_column=2)]), "single line"),
        (lambda: output_sent(annotations=[annotation(title="t" * 256)]), "annotation title"),
        (lambda: output_sent(annotations=[annotation(message="ü" * 33_000)]), "66000 bytes"),
        (lambda: run_sent(actions=[button()] * 4), "4 buttons"),
        (lambda: run_sent(actions=[button(label="l" * 21)]), "button label"),
        (lambda: run_sent(actions=[button(description="l" * 41)]), "button description"),
        (lambda: run_sent(actions=[button(identifier="l" * 21)]), "button identifier"),
        (lambda: sent("POST", "/repos/a/b/labels", LABEL | {"name": "n" * 51}), "label name"),
        (lambda: sent("POST", "/repos/a/b/labels", LABEL | {"color": "#b08800"}), "label color"),
        (lambda: sent("POST", "/repos/a/b/issues", {"title": "t" * 256}), "256 characters"),
        (lambda: sent("POST", "/repos/a/b/issues/7/comments", {"body": "b" * 60_001}), "body"),
    ],
)
def test_requests_github_would_refuse_are_told(problems: Any, word: str) -> None:
    assert word in " ".join(problems())


def button(**fields: str) -> dict[str, str]:
    return {"label": "Judge again", "description": "Ask anew", "identifier": "again"} | fields


def answered(status: int, body: Any) -> tuple[str, ...]:
    path = "/repos/acme/shop/labels/debt"
    return rest.problems(Exchange("GET", path, status, {}, None, body))


def test_an_answer_has_the_keys_and_types_github_describes() -> None:
    label = LABEL | {"id": 1, "node_id": "LA_1", "url": "https://api.github.com", "default": False}
    assert answered(200, label) == ()
    assert answered(200, label | {"description": None, "new_key": 1}) == ()
    assert "'node_id' is a required property" in " ".join(answered(200, LABEL))
    assert "is not of type 'integer'" in " ".join(answered(200, label | {"id": "1"}))
    assert "status 418 is not described" in " ".join(answered(418, {}))
    assert answered(404, {"message": "Not Found", "documentation_url": "u"}) == ()


def test_a_refusal_may_say_why_where_the_description_says_nothing() -> None:
    path, why = "/repos/acme/shop/codeowners/errors", {"message": "Not Found"}
    assert rest.problems(Exchange("GET", path, 404, {}, None, why)) == ()
    assert "a body is answered" in str(rest.problems(Exchange("GET", path, 404, {}, None, [1])))
