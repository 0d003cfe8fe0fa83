"""Browsers may send anything: addresses, queries, cookies, forms are answered, never with 5xx."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from flask.testing import FlaskClient
from hypothesis import HealthCheck, given
from hypothesis import settings as bounds
from hypothesis import strategies as st
from redis import Redis

from tests.conftest import RedisServer
from tests.github_app.web.harbour_front import DECISIONS, Front, front

FEW = bounds(
    max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
SIGNS = st.sampled_from(
    [
        "/",
        "..",
        "%2e%2e",
        "%00",
        "\\",
        "//evil.example",
        "\r\n",
        "\x1b[2J",
        "\u202e",
        "'",
        '"',
        "<evil>",
    ]
)
ANYTHING = st.lists(SIGNS | st.text(max_size=8), max_size=8).map("".join)
PLACES = (DECISIONS, "/repositories", "/repositories/acme/shop/pulls", "/sign-in")


@pytest.fixture(scope="module")
def town(redis_server: RedisServer) -> Iterator[Front]:
    redis = Redis.from_url(redis_server.url)
    redis.flushall()
    with front(redis_server, redis) as made:
        yield made
    redis.flushall()
    redis.close()


@pytest.fixture(scope="module")
def member(town: Front) -> FlaskClient:
    return town.visitor("bo")


def raw(text: str) -> str:
    """As bytes come in by WSGI."""
    return text.encode("utf-8", "replace").decode("latin-1")


@given(path=ANYTHING)
@FEW
def test_any_address_below_ours_is_answered(member: FlaskClient, path: str) -> None:
    for below in ("/repositories/", "/repositories/acme/", "/repositories/acme/shop/pulls/"):
        answer = member.get("/", environ_overrides={"PATH_INFO": raw(below + path)})
        assert answer.status_code < 500
        assert "\x1b" not in answer.text
        assert "\u202e" not in answer.text


@given(
    name=st.sampled_from(["q", "state", "folder", "order", "at", "next", "code"]), value=ANYTHING
)
@FEW
def test_any_query_is_answered_and_stays_text(member: FlaskClient, name: str, value: str) -> None:
    for place in PLACES:
        answer = member.get(place, query_string={name: value.encode("utf-8", "replace")})
        assert answer.status_code < 500
        assert "<evil>" not in answer.text
        assert answer.headers.get("Location", "/").startswith(("/", "http://127.0.0.1:"))


@given(session=ANYTHING, errand=ANYTHING, state=ANYTHING)
@FEW
def test_any_cookie_is_answered_and_opens_nothing(
    town: Front, session: str, errand: str, state: str
) -> None:
    browser = town.browser()
    cookies = raw(f"plumbline={session}; plumbline-errand={errand}").replace("\r\n", "")
    headers = {"HTTP_COOKIE": cookies}
    assert browser.get(DECISIONS, environ_overrides=headers).status_code == 401
    back = browser.get(
        "/sign-in/callback", query_string={"state": state, "code": "x"}, environ_overrides=headers
    )
    assert back.status_code == 400


def test_what_is_sealed_for_another_place_is_no_cookie_of_ours(
    town: Front, member: FlaskClient
) -> None:
    assert member.get(DECISIONS).status_code == 200
    for key in town.redis.keys("plumbline:*"):
        if town.redis.type(key) == b"string" and (sealed := town.redis.get(key)):
            browser = town.browser()
            text = sealed.decode("latin-1")  # type: ignore[union-attr]
            headers = {"HTTP_COOKIE": f"plumbline={text}; plumbline-errand={text}"}
            back = browser.get("/sign-in/callback?state=x&code=y", environ_overrides=headers)
            assert back.status_code == 400, key
            assert browser.get(DECISIONS, environ_overrides=headers).status_code == 401


@given(form_key=ANYTHING)
@FEW
def test_any_form_is_answered_and_signs_nobody_out(member: FlaskClient, form_key: str) -> None:
    assert member.post("/sign-out", data={"form_key": form_key}).status_code == 403
    assert member.get(DECISIONS).status_code == 200
