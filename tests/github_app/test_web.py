"""The front door, asked over WSGI with a real Redis behind it."""

from __future__ import annotations

import json
import threading
import time
from datetime import UTC, datetime, timedelta
from typing import Any
from urllib.parse import urlencode

import pytest
from flask.testing import FlaskClient
from redis import Redis
from rq import Queue
from rq.serializers import JSONSerializer
from werkzeug.test import TestResponse

from github_app.doorbell import QUEUE, Doorbell
from github_app.inbox.opening import open_inbox
from github_app.redis_connection import connect
from github_app.settings import Settings
from github_app.signature import sign
from github_app.slug import keep_slug
from github_app.subjects import Subject
from github_app.vital_signs import beat
from github_app.web import body as body_module
from github_app.web.app import create_app
from tests.github_app.conftest import SECRET
from tests.github_app.payloads import BASE, pull_request, push

JSON_TYPE = "application/json"


@pytest.fixture
def client(settings: Settings, redis: Redis) -> FlaskClient:
    return create_app(settings, redis, open_inbox(redis)).test_client()


def deliver(
    client: FlaskClient,
    body: bytes | dict[str, Any],
    *,
    event: str = "pull_request",
    guid: str = "d-1",
    content_type: str = JSON_TYPE,
    **headers: str,
) -> TestResponse:
    raw = body if isinstance(body, bytes) else json.dumps(body).encode()
    sent = {
        "X-GitHub-Event": event,
        "X-GitHub-Delivery": guid,
        "X-Hub-Signature-256": sign(raw, SECRET),
        **{name.replace("_", "-"): value for name, value in headers.items()},
    }
    return client.post("/webhook", data=raw, headers=sent, content_type=content_type)


def test_a_signed_delivery_is_stored_and_rung_for_before_it_is_answered(
    client: FlaskClient, redis: Redis
) -> None:
    answer = deliver(client, pull_request())
    assert answer.status_code == 202
    assert answer.json == {"result": "accepted", "subjects": {"pull_request:1:2:3": "ring"}}
    assert Queue(QUEUE, connection=redis).count == 1
    turn = open_inbox(redis).begin(Subject("pull_request", 1, 2, "3"))
    assert turn is not None
    assert turn.deliveries == ("d-1",)


def test_ten_events_in_a_row_ring_once(client: FlaskClient, redis: Redis) -> None:
    for number in range(10):
        assert deliver(client, pull_request("edited"), guid=f"d-{number}").status_code == 202
    assert Queue(QUEUE, connection=redis).count == 1


def test_a_form_delivery_means_the_same(client: FlaskClient) -> None:
    form = urlencode({"payload": json.dumps(pull_request())}).encode()
    answer = deliver(client, form, content_type="application/x-www-form-urlencoded")
    assert answer.json == {"result": "accepted", "subjects": {"pull_request:1:2:3": "ring"}}


@pytest.mark.parametrize(
    "signature",
    ["", "sha256=", "sha1=abc", "sha256=" + "0" * 64, "sha256=é", sign(b"other", SECRET)],
)
def test_a_wrong_or_missing_signature_is_refused_before_parsing(
    client: FlaskClient, signature: str
) -> None:
    answer = deliver(client, b"not json {", X_Hub_Signature_256=signature)
    assert answer.status_code == 401


def test_one_changed_byte_breaks_the_signature(client: FlaskClient) -> None:
    raw = json.dumps(pull_request()).encode()
    answer = deliver(client, raw + b" ", X_Hub_Signature_256=sign(raw, SECRET))
    assert answer.status_code == 401


@pytest.mark.parametrize(
    ("body", "content_type"),
    [
        (b"", JSON_TYPE),
        (b"not json", JSON_TYPE),
        (b'{"a": NaN}', JSON_TYPE),
        (b'{"a": -Infinity}', JSON_TYPE),
        (b'["a list"]', JSON_TYPE),
        (b'"text"', JSON_TYPE),
        (b"null", JSON_TYPE),
        (b'{"a": "\xff\xfe"}', JSON_TYPE),
        (b"[" * 100_000, JSON_TYPE),
        (b'{"a":' * 50_000 + b"1" + b"}" * 50_000, JSON_TYPE),
        (b'{"a": ' + b"9" * 5_000 + b"}", JSON_TYPE),
        (b"payload=%ff", "application/x-www-form-urlencoded"),
        (b"other=1", "application/x-www-form-urlencoded"),
        (b"payload=oops", "application/x-www-form-urlencoded"),
        (b"&".join([b"a=1"] * 100), "application/x-www-form-urlencoded"),
        (b"\xff\xff", "application/x-www-form-urlencoded"),
    ],
)
def test_a_signed_body_that_says_nothing_is_a_bad_request(
    client: FlaskClient, body: bytes, content_type: str
) -> None:
    answer = deliver(client, body, content_type=content_type)
    assert answer.status_code == 400
    assert answer.json is not None
    assert answer.json["error"]


def test_an_oversized_delivery_is_refused(client: FlaskClient) -> None:
    answer = deliver(client, b" " * (25 * 1024 * 1024 + 1))
    assert answer.status_code == 413


def test_a_delivery_of_exactly_25_megabytes_is_taken(client: FlaskClient) -> None:
    body = json.dumps(pull_request()).encode()
    assert deliver(client, body.ljust(25 * 1024 * 1024)).status_code == 202


@pytest.mark.parametrize("event", ["star", "ping", "a/very\\strange event", "x" * 5000])
def test_unknown_events_are_accepted_and_ignored_with_a_reason(
    client: FlaskClient, event: str
) -> None:
    answer = deliver(client, BASE, event=event)
    assert answer.status_code == 202
    assert answer.json == {"result": "ignored", "reason": "the event is not handled"}


def test_a_delivery_without_an_event_is_a_bad_request(client: FlaskClient) -> None:
    assert deliver(client, BASE, event="").status_code == 400


def test_a_delivery_without_an_id_is_taken(client: FlaskClient) -> None:
    assert deliver(client, pull_request(), guid="").status_code == 202


def test_a_finished_delivery_is_dropped_when_it_is_redelivered(
    client: FlaskClient, redis: Redis
) -> None:
    inbox, subject = open_inbox(redis), Subject("pull_request", 1, 2, "3")
    deliver(client, pull_request())
    turn = inbox.begin(subject)
    assert turn is not None
    inbox.finish(turn)
    assert deliver(client, pull_request()).json == {
        "result": "accepted",
        "subjects": {subject.key: "duplicate"},
    }


def test_our_own_doings_are_ignored_once_the_clock_has_learned_our_name(
    client: FlaskClient, redis: Redis
) -> None:
    keep_slug(redis, "plumb-acme")
    payload = {**pull_request(), "sender": {"login": "plumb-acme[bot]", "type": "Bot"}}
    assert deliver(client, payload).json == {
        "result": "ignored",
        "reason": "it was caused by this App",
    }


def test_heads_and_bases_seen_help_later_deliveries(client: FlaskClient) -> None:
    deliver(client, pull_request(base={"ref": "next"}))
    answer = deliver(client, push("CODEOWNERS", branch="next"), event="push", guid="d-2")
    assert answer.json is not None
    assert answer.json["subjects"] == {"repository:1:2:next": "ring"}


def test_without_redis_the_delivery_fails_so_that_github_lists_it(settings: Settings) -> None:
    gone = connect("unix:///nowhere/redis.sock")
    client = create_app(settings, gone, open_inbox(gone)).test_client()
    begun = time.monotonic()
    assert deliver(client, pull_request()).status_code == 503
    assert client.get("/readyz").status_code == 503
    assert client.get("/healthz").status_code == 200
    assert time.monotonic() - begun < 5


def test_it_is_ready_when_redis_a_worker_and_the_clock_are_there(
    client: FlaskClient, redis: Redis
) -> None:
    assert client.get("/readyz").json == {
        "ready": False,
        "checks": {
            "redis": "ok",
            "worker": "No worker is alive",
            "clock": "The clock is not alive",
            "work": "ok",
        },
    }
    beat(redis, "worker")
    beat(redis, "clock")
    answer = client.get("/readyz")
    assert (answer.status_code, answer.json and answer.json["ready"]) == (200, True)


def test_it_is_not_ready_while_workers_live_but_get_nowhere(
    client: FlaskClient, redis: Redis
) -> None:
    beat(redis, "worker")
    beat(redis, "clock")
    Doorbell(redis).ring(Subject("pull_request", 1, 2, "3"))
    assert client.get("/readyz").status_code == 200
    bell = Queue(QUEUE, connection=redis, serializer=JSONSerializer).jobs[0]
    bell.enqueued_at = datetime.now(UTC) - timedelta(seconds=90)
    bell.save()
    answer = client.get("/readyz")
    assert answer.status_code == 503
    assert answer.json is not None
    assert answer.json["checks"]["work"].startswith("Work has waited for 90 s, and no worker")
    beat(redis, "work")
    assert client.get("/readyz").status_code == 200


def test_the_front_page_is_calm_and_names_no_repository(client: FlaskClient) -> None:
    deliver(client, pull_request())
    answer = client.get("/")
    assert answer.status_code == 200
    assert "Plumbline is running" in answer.text
    assert "acme" not in answer.text
    assert answer.headers["X-Content-Type-Options"] == "nosniff"


def test_other_addresses_and_verbs_are_refused_in_json(client: FlaskClient) -> None:
    assert client.get("/webhook").status_code == 405
    answer = client.get("/nowhere")
    assert answer.status_code == 404
    assert answer.json is not None


def test_a_refused_body_is_not_logged(
    client: FlaskClient, caplog: pytest.LogCaptureFixture, capsys: pytest.CaptureFixture[str]
) -> None:
    deliver(client, b"the confidential part", X_Hub_Signature_256="sha256=0")
    deliver(client, b"the confidential part")
    written = capsys.readouterr()
    assert "confidential" not in caplog.text + written.out + written.err
    assert "signature" in caplog.text + written.out + written.err


def test_few_large_bodies_are_taken_in_at_a_time_and_small_ones_always(
    client: FlaskClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    places = threading.BoundedSemaphore(1)
    monkeypatch.setattr(body_module, "_places_for_large", places)
    monkeypatch.setattr(body_module, "_PATIENCE_SECONDS", 0.01)
    large = json.dumps({**pull_request(), "more": "x" * 2_000_000}).encode()
    with places:
        assert deliver(client, large).status_code == 503
        assert deliver(client, pull_request(), guid="d-2").status_code == 202
    assert deliver(client, large, guid="d-3").status_code == 202
    assert deliver(client, large, guid="d-4").status_code == 202
