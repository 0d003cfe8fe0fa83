"""`/metrics`, asked over WSGI with a real Redis behind it."""

from __future__ import annotations

import json
import time
from collections.abc import Iterator

import pytest
from flask.testing import FlaskClient
from prometheus_client.parser import text_string_to_metric_families
from redis import Redis

from github_app.inbox import Inbox
from github_app.inbox.letters import DEAD_LETTERS
from github_app.inbox.opening import open_inbox
from github_app.metrics.catalogue import CATALOGUE
from github_app.metrics.kept import read_kept
from github_app.rate_limits.allowance import Allowance
from github_app.rate_limits.installation_pause import pause
from github_app.redis_connection import connect
from github_app.settings import Settings, read_settings
from github_app.signature import sign
from github_app.subjects import Prompt, Subject
from github_app.vital_signs import beat
from github_app.web.app import create_app
from tests.conftest import RedisServer
from tests.github_app.conftest import SECRET, environment
from tests.github_app.payloads import pull_request

Samples = dict[tuple[str, ...], float]
SOON = 10.0


@pytest.fixture
def redis(redis_server: RedisServer) -> Iterator[Redis]:
    """A database of its own: what was counted in earlier tests reaches the usual one late."""
    mine = Redis.from_url(redis_server.url, db=1)
    mine.flushdb()
    yield mine
    mine.close()


@pytest.fixture
def client(settings: Settings, redis: Redis) -> FlaskClient:
    return create_app(settings, redis, open_inbox(redis)).test_client()


@pytest.fixture
def guarded(redis_server: RedisServer, redis: Redis) -> FlaskClient:
    told = environment(REDIS_URL=redis_server.url, PLUMBLINE_METRICS_TOKEN="for the eyes of one")
    return create_app(read_settings(told), redis, open_inbox(redis)).test_client()


def scrape(client: FlaskClient) -> Samples:
    answer = client.get("/metrics")
    assert answer.status_code == 200
    return dict(_samples(answer.text))


def _samples(text: str) -> Iterator[tuple[tuple[str, ...], float]]:
    for family in text_string_to_metric_families(text):
        for sample in family.samples:
            yield (sample.name, *sample.labels.values()), sample.value


def counted(redis: Redis, *field: str) -> float:
    """Waits until as much as anything is counted of it."""
    end = time.monotonic() + SOON
    while field not in read_kept(redis) and time.monotonic() < end:
        time.sleep(0.05)
    return read_kept(redis).get(field, 0)


def deliver(client: FlaskClient, event: str, body: bytes, **headers: str) -> int:
    signed = {"X-GitHub-Event": event, "X-Hub-Signature-256": sign(body, SECRET), **headers}
    return client.post(
        "/webhook", data=body, headers=signed, content_type="application/json"
    ).status_code


def test_deliveries_are_counted_by_what_became_of_them(client: FlaskClient, redis: Redis) -> None:
    opened = json.dumps(pull_request("opened")).encode()
    name, delivery = "plumbline_deliveries_total", {"X-GitHub-Delivery": "d-1"}
    assert deliver(client, "pull_request", opened, **delivery) == 202
    assert deliver(client, "ping", b"{}") == 202
    assert deliver(client, "gollum", b"{}") == 202
    assert deliver(client, "push", b"{", **delivery) == 400
    assert deliver(client, "push", b"{}", **{"X-Hub-Signature-256": "sha256=00"}) == 401
    assert counted(redis, name, "pull_request", "accepted") == 1
    found = scrape(client)
    assert {key[1:]: value for key, value in found.items() if key[0] == name and value} == {
        ("pull_request", "accepted"): 1,
        ("ping", "ignored"): 1,
        ("other", "ignored"): 1,
        ("push", "unreadable"): 1,
        ("push", "unsigned"): 1,
    }


def test_one_answer_speaks_for_all_processes(
    client: FlaskClient, settings: Settings, redis: Redis
) -> None:
    another = create_app(settings, redis, open_inbox(redis)).test_client()
    for one in (client, another):
        assert deliver(one, "ping", b"{}") == 202
    end = time.monotonic() + SOON
    key = ("plumbline_deliveries_total", "ping", "ignored")
    while scrape(client).get(key, 0) < 2 and time.monotonic() < end:
        time.sleep(0.05)
    assert scrape(client)[key] == scrape(another)[key] == 2


def test_what_waits_is_shown_with_its_age_by_lane(client: FlaskClient, redis: Redis) -> None:
    inbox, now = open_inbox(redis), time.time()

    def mark(number: int, delivery: str, age: float, *, background: bool = False) -> None:
        event, received = "pull_request.opened", now - age if age else 0.0
        hints = {"background": background, "received": received}
        inbox.mark(subject(number), Prompt(event, "acme/shop", delivery, **hints))

    mark(1, "a", 50)
    mark(1, "b", 900, background=True)
    mark(2, "c", 0)
    mark(3, "d", 300, background=True)
    mark(4, "e", 7000)
    assert inbox.begin(subject(4)) is not None
    found = scrape(client)
    assert found["plumbline_waiting_subjects", "person"] == 2
    assert found["plumbline_waiting_subjects", "background"] == 1
    assert found["plumbline_oldest_waiting_seconds", "person"] == pytest.approx(900, abs=5)
    assert found["plumbline_oldest_waiting_seconds", "background"] == pytest.approx(300, abs=5)
    assert found["plumbline_running_turns",] == 1


def test_many_that_wait_are_counted_in_stretches(client: FlaskClient, redis: Redis) -> None:
    inbox = Inbox(redis, _Silent())
    for number in range(1200):
        inbox.mark(subject(number), Prompt("push", "acme/shop", str(number)))
    assert scrape(client)["plumbline_waiting_subjects", "person"] == 1200


def test_what_waits_in_line_without_a_delivery_has_an_age(
    client: FlaskClient, redis: Redis
) -> None:
    inbox = Inbox(redis, _Silent())
    for number in range(30):
        inbox.mark(subject(number), Prompt("a look of the clock", "acme/shop", background=True))
    since = (time.time() - 500) * 1000
    assert redis.zcard("plumbline:background:1") > 0
    redis.zadd("plumbline:background:1", {subject(29).key: since})
    found = scrape(client)
    assert found["plumbline_oldest_waiting_seconds", "background"] == pytest.approx(500, abs=5)


def test_what_github_left_and_who_is_left_alone_is_shown(client: FlaskClient, redis: Redis) -> None:
    reset = time.time() + 100
    Allowance(redis).note(11, "graphql", 5000, 4321, reset)
    Allowance(redis).note(12, "a resource nobody knows", 60, 1, reset)
    pause(redis, 11, 60)
    found = scrape(client)
    assert found["plumbline_rate_limit", "11", "graphql"] == 5000
    assert found["plumbline_rate_limit_remaining", "11", "graphql"] == 4321
    at = found["plumbline_rate_limit_reset_timestamp_seconds", "11", "graphql"]
    assert at == pytest.approx(reset, abs=2)
    assert found["plumbline_rate_limit_remaining", "12", "other"] == 1
    assert found["plumbline_paused_installations",] == 1


def test_signs_of_life_and_dead_letters_are_shown(client: FlaskClient, redis: Redis) -> None:
    beat(redis, "worker")
    redis.lpush(DEAD_LETTERS, "a", "b")
    open_inbox(redis).mark(subject(1), Prompt("push", "acme/shop", "a"))
    found = scrape(client)
    alive = {part: found["plumbline_alive", part] for part in ("worker", "clock", "work")}
    assert alive == {"worker": 1, "clock": 0, "work": 0}
    assert found["plumbline_dead_letters",] == 2
    assert found["plumbline_queue_jobs",] == 1
    assert found["plumbline_redis_up",] == 1
    assert [key[0] for key in found if key[0] not in CATALOGUE and "_bucket" not in key[0]] == []


def test_without_redis_the_answer_says_so(settings: Settings) -> None:
    nowhere = connect("redis://localhost:1")
    client = create_app(settings, nowhere, open_inbox(nowhere)).test_client()
    found = scrape(client)
    assert found["plumbline_redis_up",] == 0
    assert not any(key[0] == "plumbline_alive" for key in found)


def test_nothing_tells_which_repositories_there_are(client: FlaskClient, redis: Redis) -> None:
    body = json.dumps(pull_request("opened")).encode()
    assert deliver(client, "pull_request", body) == 202
    counted(redis, "plumbline_deliveries_total", "pull_request", "accepted")
    text = client.get("/metrics").text
    assert "accepted" in text
    assert "acme" not in text
    assert "shop" not in text


@pytest.mark.parametrize(
    "given", ["", "Bearer", "Bearer for the eyes of two", "Basic for the eyes of one"]
)
def test_with_a_token_set_it_is_shown_to_nobody_else(guarded: FlaskClient, given: str) -> None:
    answer = guarded.get("/metrics", headers={"Authorization": given})
    assert answer.status_code == 401
    assert "plumbline_" not in answer.text


def test_with_a_token_set_it_is_shown_to_who_knows_it(guarded: FlaskClient) -> None:
    answer = guarded.get("/metrics", headers={"Authorization": "Bearer for the eyes of one"})
    assert answer.status_code == 200
    assert "plumbline_build_info" in answer.text


class _Silent:
    waiting = "nobody's bells"

    def ring(self, subject: Subject) -> None:
        pass


def subject(number: int) -> Subject:
    return Subject("pull_request", 1, 2, str(number))
