"""Deliveries that failed are asked for again: not too often, and not those that arrived."""

from __future__ import annotations

import json
import threading
from collections.abc import Iterator
from datetime import UTC, datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest
from redis import Redis

from github_app.catching_up.redeliveries import Redeliveries
from github_app.catching_up.redelivery_rounds import one_round
from github_app.use_cases import read_failed
from github_app.use_cases.redeliver_failed import redeliver_failed
from sandbox.faults import Fault
from tests.github_app.use_cases.stage import Stage


class Door:
    """Listens for deliveries and answers with `status`."""

    def __init__(self) -> None:
        self.status = 202
        self.heard: list[str] = []
        self._server: ThreadingHTTPServer | None = None
        self.port = 0

    def open(self) -> None:
        door = self

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                self.rfile.read(int(self.headers["Content-Length"]))
                door.heard.append(self.headers["X-GitHub-Delivery"])
                self.send_response(door.status)
                self.end_headers()

            def log_message(self, *_: object) -> None:
                """Nothing."""

        self._server = ThreadingHTTPServer(("127.0.0.1", self.port), Handler)
        self.port = self._server.server_port
        threading.Thread(target=self._server.serve_forever, args=(0.02,), daemon=True).start()

    def close(self) -> None:
        if self._server is not None:
            self._server.shutdown()
            self._server.server_close()
            self._server = None


@pytest.fixture
def door(stage: Stage) -> Iterator[Door]:
    made = Door()
    made.open()
    stage.world.registered_app().webhook_url = f"http://127.0.0.1:{made.port}/webhook"
    yield made
    made.close()


def happen(stage: Stage, many: int = 1, **more: str) -> None:
    """So many events that mean something."""
    for n in range(many):
        stage.open({f"part_{n}.py": f"PART = {n}\n"}, head=f"change-{n}", **more)
        stage.sandbox.service.courier.settle()


def ask(stage: Stage, *, at_once: bool = False) -> int:
    """One round; all that it asks for is delivered."""
    asked = redeliver_failed(stage.desk, lambda _seconds: False, at_once=at_once)
    stage.sandbox.service.courier.settle()
    return asked


def let_time_pass(redis: Redis, seconds: float) -> None:
    """As if GitHub had been asked so much earlier."""
    known = Redeliveries(redis)
    for guid, failed in known.all().items():
        object.__setattr__(failed, "asked_at", failed.asked_at - seconds)
        known.keep({guid: failed})


def guids(stage: Stage, event: str) -> list[str]:
    deliveries = stage.sandbox.service.courier.deliveries.values()
    return [one.guid for one in deliveries if one.event == event]


def test_what_failed_is_delivered_again_newest_first(stage: Stage, door: Door) -> None:
    door.status = 500
    happen(stage, 2)
    door.status, door.heard = 202, []
    stage.sandbox.service.exchanges.reset()
    assert ask(stage) > 0
    assert set(door.heard) >= set(guids(stage, "pull_request"))
    asked = [e.path for e in stage.sandbox.service.exchanges.last() if e.verb == "POST"]
    ids = [int(path.split("/")[4]) for path in asked]
    assert ids == sorted(ids, reverse=True)
    assert ask(stage) == 0


def test_what_arrived_or_means_nothing_is_not_asked_for(stage: Stage, door: Door) -> None:
    happen(stage)
    door.status = 500
    stage.world.registered_app().events = frozenset({"label"})
    stage.world.create_label(stage.world.repository(), "nothing of ours", "ededed", by="ada")
    stage.sandbox.service.courier.settle()
    assert guids(stage, "label")[-1] in door.heard
    assert ask(stage) == 0


def test_an_event_that_arrived_at_the_second_attempt_is_left_alone(
    stage: Stage, door: Door
) -> None:
    door.status = 500
    happen(stage)
    door.status = 202
    courier = stage.sandbox.service.courier
    for number in list(courier.deliveries):
        courier.redeliver(number)
    courier.settle()
    assert ask(stage) == 0


def test_what_fails_again_and_again_is_asked_for_three_times_with_growing_gaps(
    stage: Stage, door: Door, redis: Redis
) -> None:
    door.status = 500
    stage.world.registered_app().events = frozenset({"pull_request"})
    happen(stage)
    assert [ask(stage), ask(stage)] == [1, 0]
    let_time_pass(redis, 31)
    assert [ask(stage), ask(stage)] == [1, 0]
    let_time_pass(redis, 31)
    assert ask(stage) == 0
    let_time_pass(redis, 571)
    assert [ask(stage), ask(stage)] == [1, 0]
    let_time_pass(redis, 100_000)
    assert ask(stage) == 0
    assert len(door.heard) == 4


def test_while_nobody_listens_one_is_tried_and_all_once_the_door_is_open(
    stage: Stage, door: Door
) -> None:
    door.close()
    stage.world.registered_app().events = frozenset({"pull_request"})
    happen(stage, 3)
    assert [ask(stage), ask(stage)] == [1, 1]
    door.open()
    assert ask(stage, at_once=True) == 3
    assert sorted(door.heard) == sorted(set(guids(stage, "pull_request")))
    assert ask(stage, at_once=True) == 0


def test_a_quiet_round_is_one_request(stage: Stage, door: Door) -> None:
    happen(stage)
    ask(stage)
    stage.sandbox.service.exchanges.reset()
    ask(stage)
    asked = [(e.verb, e.path) for e in stage.sandbox.service.exchanges.last()]
    assert asked == [("GET", "/app/hook/deliveries")]


def test_long_records_are_read_page_by_page(stage: Stage, door: Door) -> None:
    door.status = 500
    stage.world.registered_app().events = frozenset({"pull_request"})
    happen(stage)
    for _ in range(120):
        stage.world.label(1, "big", by="linus")
        stage.world.unlabel(1, "big", by="linus")
    stage.sandbox.service.courier.settle()
    door.status = 202
    assert ask(stage) == 241


def test_a_record_that_grows_fast_is_read_whole_now_and_then_only(
    stage: Stage, door: Door, redis: Redis, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(read_failed, "_SECONDS_FOR_A_PAGE", 60.0)
    stage.world.registered_app().events = frozenset({"pull_request"})
    happen(stage)
    ask(stage)
    whole = redis.get("plumbline:redeliveries:read-until")
    redis.set("plumbline:redeliveries:read-until", until := float(whole) - 5)
    stage.sandbox.service.exchanges.reset()
    door.status = 500
    stage.world.label(1, "big", by="linus")
    stage.sandbox.service.courier.settle()
    door.status, door.heard = 202, []
    assert ask(stage) == 1
    assert door.heard == guids(stage, "pull_request")[-1:]
    listed = [e.path for e in stage.sandbox.service.exchanges.last() if e.verb == "GET"]
    assert listed == ["/app/hook/deliveries"]
    assert Redeliveries(redis).read_until() == until
    # Where somebody listens anew, the whole record counts.
    ask(stage, at_once=True)
    assert Redeliveries(redis).read_until() > until


def test_where_github_asks_to_wait_the_round_ends_and_goes_on_later(
    stage: Stage, door: Door
) -> None:
    door.status = 500
    stage.world.registered_app().events = frozenset({"pull_request"})
    happen(stage, 2)
    door.status, door.heard = 202, []
    wait = {"retry-after": "90"}
    limit = Fault("status", status=403, on="writes", path="attempts", headers=wait)
    stage.sandbox.service.faults.add(limit)
    assert one_round(stage.desk, lambda _seconds: False) == 90
    assert door.heard == []
    assert ask(stage) == 2


def test_a_delivery_github_no_longer_knows_is_given_up(stage: Stage, door: Door) -> None:
    door.status = 500
    stage.world.registered_app().events = frozenset({"pull_request"})
    happen(stage)
    gone = Fault("status", status=404, on="writes", path="attempts")
    stage.sandbox.service.faults.add(gone)
    ask(stage)
    assert [ask(stage), ask(stage, at_once=True)] == [0, 0]


def entry(number: int, guid: str, status: str, event: str = "pull_request") -> dict[str, object]:
    """As GitHub lists a delivery."""
    return {
        "id": number,
        "guid": guid,
        "delivered_at": datetime.now(UTC).isoformat(),
        "redelivery": False,
        "duration": 0.1,
        "status": status,
        "status_code": 200 if status == "OK" else 0,
        "event": event,
        "action": "opened" if event == "pull_request" else "created",
        "installation_id": 1,
        "repository_id": 2,
    }


def test_a_github_that_lists_everything_is_understood_and_large_ids_stay_whole(
    stage: Stage,
) -> None:
    large = 2**60 + 1
    listed = [
        entry(large + 3, "a", "OK"),
        entry(large + 2, "b", "failed to connect to network"),
        entry(large + 1, "c", "Invalid HTTP Response: 302", event="star"),
        entry(large, "a", "timed out"),
    ]
    stage.sandbox.service.faults.add(
        Fault(
            "raw",
            on="reads",
            path="hook/deliveries",
            status=200,
            body=json.dumps(listed),
            content_type="application/json",
        )
    )
    ask(stage)
    posted = [e.path for e in stage.sandbox.service.exchanges.last() if e.verb == "POST"]
    assert posted == [f"/app/hook/deliveries/{large + 2}/attempts"]


def test_failures_without_a_status_of_http_are_found_though_github_lists_them_not_as_failures(
    stage: Stage,
) -> None:
    listed = [entry(3, "b", "failed to connect to network"), entry(2, "a", "OK")]
    for body in ([], listed):
        answer = Fault("raw", on="reads", path="hook/deliveries", status=200, body=json.dumps(body))
        answer.content_type = "application/json"
        stage.sandbox.service.faults.add(answer)
    ask(stage)
    posted = [e.path for e in stage.sandbox.service.exchanges.last() if e.verb == "POST"]
    assert posted == ["/app/hook/deliveries/3/attempts"]


def test_rubbish_in_redis_hinders_nobody(stage: Stage, door: Door, redis: Redis) -> None:
    door.status = 500
    happen(stage)
    redis.hset("plumbline:redeliveries", "some-guid", b"rubbish")
    assert ask(stage) > 0
