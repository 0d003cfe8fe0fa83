"""What is signed may still be anything: the front door answers it calmly, and stores little."""

from __future__ import annotations

import gzip
import json
import time
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from flask.testing import FlaskClient
from hypothesis import given
from hypothesis import settings as bounds
from hypothesis import strategies as st
from redis import Redis
from werkzeug.test import TestResponse

from github_app.signature import sign
from tests.conftest import RedisServer
from tests.github_app import payloads
from tests.github_app.conftest import SECRET
from tests.github_app.front_door import front_door
from tests.github_app.hostile import HOSTILE, places, replaced

EXAMPLES: tuple[tuple[str, Any], ...] = (
    ("pull_request", payloads.pull_request("synchronize", updated_at="2026-11-23T00:00:00Z")),
    ("pull_request", {**payloads.pull_request("closed", state="closed", merged=True)}),
    (
        "pull_request",
        {**payloads.pull_request("edited"), "changes": {"base": {"ref": {"from": "main"}}}},
    ),
    ("pull_request_review", payloads.review()),
    ("issue_comment", payloads.comment("/plumbline why")),
    (
        "issue_comment",
        payloads.comment("/snooze 3d", pull_request=None, user={"login": "plumbline[bot]"}),
    ),
    ("issues", payloads.issue("labeled", "debt", label={"name": "incident"})),
    ("check_run", payloads.check_run(numbers=(3, 4))),
    ("check_suite", payloads.check_suite(numbers=(3, 4))),
    ("push", payloads.push(".github/plumbline.yml", "docs/adr/0001-x.md")),
    (
        "merge_group",
        {
            **payloads.BASE,
            "action": "checks_requested",
            "merge_group": {
                "head_sha": "a",
                "head_ref": "refs/heads/gh-readonly-queue/main/pr-3-a",
                "base_ref": "refs/heads/main",
            },
        },
    ),
    ("team", {**payloads.BASE, "action": "edited", "team": {"slug": "core"}}),
    ("membership", {**payloads.BASE, "action": "added", "member": {"login": "ada"}}),
    ("member", {**payloads.BASE, "action": "added", "member": {"login": "ada"}}),
    (
        "installation",
        {**payloads.BASE, "action": "created", "repositories": [{"id": 2, "full_name": "a/b"}]},
    ),
    (
        "installation_repositories",
        {**payloads.BASE, "action": "added", "repositories_added": [{"id": 2, "full_name": "a/b"}]},
    ),
)
TELLING = (
    None,
    True,
    -1,
    10**4000,
    0.5,
    "",
    "\ud800",
    "0001-01-01T00:00:00+23:59",
    [],
    {},
    [None, {}],
)
WRONG_TYPES = st.sampled_from(EXAMPLES).flatmap(
    lambda example: st.tuples(
        st.just(example[0]),
        st.lists(st.tuples(st.sampled_from([*places(example[1])]), HOSTILE), max_size=3).map(
            lambda changes: _changed(example[1], changes)
        ),
    )
)


def _changed(document: Any, changes: Any) -> Any:
    for place, value in changes:
        document = replaced(document, place, value)
    return document


@pytest.fixture(scope="module")
def door(redis_server: RedisServer) -> Iterator[FlaskClient]:
    with front_door(redis_server.url) as opened:
        yield opened


def deliver(door: FlaskClient, event: str, payload: Any, **headers: str) -> TestResponse:
    raw = payload if isinstance(payload, bytes) else json.dumps(payload).encode()
    sent = {
        "X-GitHub-Event": event,
        "X-GitHub-Delivery": "d-1",
        "X-Hub-Signature-256": sign(raw, SECRET),
        "Content-Type": "application/json",
        **{name.replace("_", "-"): value for name, value in headers.items()},
    }
    return door.post("/webhook", data=raw, headers=sent)


@given(sent=WRONG_TYPES)
@bounds(max_examples=120, deadline=None)
def test_whatever_stands_where_it_is_not_expected_is_answered(
    door: FlaskClient, sent: tuple[str, Any]
) -> None:
    assert deliver(door, *sent).status_code in (202, 400)


@pytest.mark.soak
@given(sent=WRONG_TYPES)
@bounds(max_examples=20_000, deadline=None)
def test_the_same_for_long(door: FlaskClient, sent: tuple[str, Any]) -> None:
    assert deliver(door, *sent).status_code in (202, 400)


@pytest.mark.parametrize(("event", "payload"), EXAMPLES, ids=lambda each: str(each)[:20])
def test_every_strange_value_at_every_place_read_is_answered(
    door: FlaskClient, event: str, payload: Any
) -> None:
    answers = {
        deliver(door, event, replaced(payload, place, value)).status_code
        for place in places(payload)
        for value in TELLING
    }
    assert answers <= {202, 400}


@pytest.mark.parametrize("number", [2**63, 10**4000, -1, -(2**63)])
def test_a_number_no_id_can_have_is_none(door: FlaskClient, number: int) -> None:
    payload = {**payloads.pull_request(), "installation": {"id": number}}
    assert deliver(door, "pull_request", payload).json == {
        "result": "ignored",
        "reason": "no installation is named; the App's own webhook names one",
    }


def test_of_a_key_given_twice_one_counts(door: FlaskClient) -> None:
    raw = json.dumps(payloads.pull_request()).encode()
    doubled = raw[:-1] + b', "repository": {"id": 9, "full_name": "acme/other"}}'
    answer = deliver(door, "pull_request", doubled).json
    assert answer is not None
    assert list(answer["subjects"]) == ["pull_request:1:9:3"]


def test_a_list_of_thousands_of_pull_requests_becomes_one_subject(
    door: FlaskClient, redis: Redis
) -> None:
    suite = payloads.check_suite(numbers=tuple(range(1, 50_000)))
    answer = deliver(door, "check_suite", suite).json
    assert answer is not None
    assert list(answer["subjects"]) == ["repository:1:2:head:abc"]
    assert len(redis.keys("*")) < 20


@pytest.mark.parametrize(
    "fill",
    [
        lambda: payloads.pull_request(title="x" * 12_000_000, body="y" * 12_000_000),
        lambda: payloads.comment("/plumbline why\n" * 1_600_000),
        lambda: payloads.push(*(f"docs/adr/{n:07}.md" for n in range(400_000))),
        lambda: {**payloads.pull_request(), "sender": {"login": "a" * 24_000_000}},
    ],
    ids=["pull request", "comment", "push", "sender"],
)
def test_what_is_stored_of_20_megabytes_is_small_and_soon_done(
    door: FlaskClient, redis: Redis, fill: Callable[[], Any]
) -> None:
    payload = fill()
    event = "push" if "commits" in payload else "pull_request"
    event = "issue_comment" if "comment" in payload else event
    before = time.process_time()
    assert deliver(door, event, payload).status_code == 202
    assert time.process_time() - before < 10
    rows = [redis.dump(key) or b"" for key in redis.keys("*")]
    assert sum(map(len, rows)) < 100_000


def test_a_packed_body_is_not_unpacked(door: FlaskClient) -> None:
    bomb = gzip.compress(b" " * 50_000_000)
    assert deliver(door, "pull_request", bomb, Content_Encoding="gzip").status_code == 400


@given(
    event=st.text(max_size=300).filter(lambda text: "\n" not in text and "\r" not in text),
    guid=st.text(max_size=300).filter(lambda text: "\n" not in text and "\r" not in text),
)
@bounds(max_examples=100, deadline=None)
def test_headers_may_say_anything(door: FlaskClient, event: str, guid: str) -> None:
    raw = json.dumps(payloads.pull_request()).encode()
    names = {
        "HTTP_X_GITHUB_EVENT": event.encode("utf-8", "replace").decode("latin-1"),
        "HTTP_X_GITHUB_DELIVERY": guid.encode("utf-8", "replace").decode("latin-1"),
        "HTTP_X_HUB_SIGNATURE_256": sign(raw, SECRET),
    }
    answer = door.post(
        "/webhook", data=raw, content_type="application/json", environ_overrides=names
    )
    assert answer.status_code in (202, 400)


@given(path=st.text(max_size=200), query=st.text(max_size=200))
@bounds(max_examples=100, deadline=None)
def test_any_address_is_answered(door: FlaskClient, path: str, query: str) -> None:
    answer = door.get(
        "/",
        environ_overrides={
            "PATH_INFO": f"/{path}".encode("utf-8", "replace").decode("latin-1"),
            "QUERY_STRING": query.encode("utf-8", "replace").decode("latin-1"),
        },
    )
    assert answer.status_code < 500
