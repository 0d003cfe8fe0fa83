"""One search in the logs of all processes shows what became of one delivery; one scrape of the
metrics shows what became of all.
"""

from __future__ import annotations

import hashlib
import json
import urllib.request
from collections.abc import Callable
from datetime import datetime
from typing import Any

from opentelemetry.proto.collector.trace.v1.trace_service_pb2 import ExportTraceServiceRequest
from opentelemetry.proto.trace.v1.trace_pb2 import Span
from prometheus_client.parser import text_string_to_metric_families

from sandbox.faults import Fault
from tests.github_app.telemetry.receiver import Receiver
from tests.journeys.traveller import Traveller
from tests.product.town import POLICY, SECRET

Line = dict[str, Any]
POLICY_PATH = ".github/plumbline.yml"


def guid_of(traveller: Traveller, event: str, action: str | None = None) -> str:
    """Of the newest delivery of this event."""
    deliveries = traveller.stage.github.service.courier.deliveries.values()
    return [it.guid for it in deliveries if (it.event, it.action) == (event, action)][-1]


def journey(traveller: Traveller, guid: str) -> list[Line]:
    """What a search for `guid` finds, by time; waits for the last word on each turn, which is
    written when nothing of it stands in Redis any more.
    """

    def all_turns_ended() -> bool:
        told = words(_found(traveller, guid))
        return told.count("Turn begun") == sum(map(told.count, ("Turn finished", "Turn deferred")))

    traveller.wait(all_turns_ended, lambda: "the end of each turn")
    return _found(traveller, guid)


def _found(traveller: Traveller, guid: str) -> list[Line]:
    assert traveller.stage.logs is not None
    lines = [
        line
        for log in traveller.stage.logs.glob("*.log")
        for line in log.read_text().splitlines()
        if guid in line
    ]
    return sorted(map(json.loads, lines), key=lambda line: line["timestamp"])


def apart(lines: list[Line]) -> tuple[list[Line], list[Line]]:
    """What the front door told, which may be after a worker has begun; and all else."""
    door = [line for line in lines if line["event"] == "Delivery accepted"]
    return door, [line for line in lines if line not in door]


def words(lines: list[Line], of: Callable[[Line], bool] = lambda _: True) -> list[str]:
    return [line["event"] for line in lines if of(line)]


def samples(traveller: Traveller) -> dict[tuple[str, ...], float]:
    address = f"http://127.0.0.1:{traveller.stage.port}/metrics"
    with urllib.request.urlopen(address, timeout=5) as answer:
        text = answer.read().decode()
    return {
        (sample.name, *sample.labels.values()): sample.value
        for family in text_string_to_metric_families(text)
        for sample in family.samples
    }


def test_a_delivery_is_followed_through_waiting_to_its_verdicts_and_when_it_comes_again(
    traveller: Traveller,
) -> None:
    service = traveller.stage.github.service
    trouble = Fault.from_json({"status": 503, "path": "graphql", "on": "reads", "retry_after": 1})
    service.faults.add(trouble)
    pull = traveller.open({"src/core/followed.py": "x = 1\n"})
    traveller.sees(pull, review_coverage="failure")
    traveller.settle()
    guid = guid_of(traveller, "pull_request", "opened")
    lines = journey(traveller, guid)
    (at_the_door,), turns = apart(lines)
    assert words(turns) == [
        "Turn begun",
        "Turn deferred",
        "Turn begun",
        "Judged",
        "Turn finished",
    ]
    begun, deferred, *_, judged, _ = turns
    subject = begun["subject"]
    assert at_the_door["subjects"] == {subject: "ring"}
    assert "503" in deferred["why"]
    assert deferred["seconds"] == 1
    assert judged["verdicts"]["plumbline/review_coverage"] == "failure"
    for line in lines:
        assert line["repository"] == "acme/shop"
        assert line["installation"] == int(subject.split(":")[1])
        assert datetime.fromisoformat(line["timestamp"]).tzinfo is not None
    assert {line["subject"] for line in turns} == {subject}
    assert len({line["turn"] for line in turns}) == 2

    number = next(n for n, it in service.courier.deliveries.items() if it.guid == guid)
    service.courier.redeliver(number)
    traveller.settle()
    again = [line for line in journey(traveller, guid) if line not in lines]
    assert words(again) == ["Delivery accepted"]
    assert again[0]["subjects"] == {subject: "duplicate"}


def test_a_push_is_followed_to_each_pull_request_that_is_judged_anew(
    traveller: Traveller,
) -> None:
    pull = traveller.open({"src/core/pushed.py": "x = 1\n"})
    traveller.sees(pull, review_coverage="failure")
    traveller.settle()
    changed = {POLICY_PATH: f"{POLICY}# Said once more.\n"}
    traveller.world.push_to_branch("main", changed, "Say it", by="alice")
    guid = guid_of(traveller, "push")
    traveller.settle()
    lines = journey(traveller, guid)
    assert len(apart(lines)[0]) == 1
    of_the_branch = words(lines, lambda line: ":main" in line.get("subject", ""))
    assert of_the_branch == ["Turn begun", "Pull requests marked", "Turn finished"]
    of_the_pull = words(lines, lambda line: line.get("subject", "").endswith(f":{pull.number}"))
    assert of_the_pull == ["Turn begun", "Judged", "Turn finished"]


def test_a_scrape_shows_what_was_done_and_how_long_people_waited(traveller: Traveller) -> None:
    before = samples(traveller)
    pull = traveller.open({"src/core/counted.py": "x = 1\n"})
    traveller.sees(pull, review_coverage="failure")
    traveller.settle()
    finished = ("plumbline_evaluations_total", "pull_request", "finished")
    accepted = ("plumbline_deliveries_total", "pull_request", "accepted")
    verdicts = ("plumbline_verdicts_total", "review_coverage", "failure")
    waits = ("plumbline_verdict_seconds_count", "person")
    queries = ("plumbline_github_requests_total", "query", "2xx")
    expected = (finished, accepted, verdicts, waits, queries)
    # What the front door counted comes within a second.
    traveller.wait(
        lambda: all(samples(traveller).get(one, 0) > before.get(one, 0) for one in expected),
        lambda: f"{expected} to rise",
    )
    found = samples(traveller)
    assert found["plumbline_alive", "worker"] == found["plumbline_alive", "clock"] == 1
    assert found["plumbline_waiting_subjects", "person"] == 0
    assert found["plumbline_running_turns",] == 0
    assert found["plumbline_dead_letters",] == 0
    left = [key for key in found if key[0] == "plumbline_rate_limit_remaining"]
    assert left
    assert found["plumbline_sweep_last_run_timestamp_seconds",] > 0


def test_a_delivery_is_one_trace_from_the_front_door_to_the_verdicts(
    traveller: Traveller, told_elsewhere: Receiver
) -> None:
    pull = traveller.open({"src/core/traced.py": "x = 1\n"})
    traveller.sees(pull, review_coverage="failure")
    trace_id = hashlib.sha256(guid_of(traveller, "pull_request", "opened").encode()).digest()[:16]
    expected = {
        "delivery pull_request",
        "turn pull_request",
        "publish",
        "GitHub query",
        "GitHub mutation",
    }
    traveller.wait(
        lambda: expected <= spans(told_elsewhere, trace_id).keys(),
        lambda: f"{expected}, but saw {set(spans(told_elsewhere, trace_id))}",
    )
    found = spans(told_elsewhere, trace_id)
    assert found["turn pull_request"].parent_span_id == found["delivery pull_request"].span_id
    assert found["publish"].parent_span_id == found["turn pull_request"].span_id
    assert found["GitHub mutation"].parent_span_id == found["publish"].span_id


def test_a_dead_letter_is_reported_and_nothing_secret_with_it(
    traveller: Traveller, told_elsewhere: Receiver
) -> None:
    key, redis = "pull_request:1:2:3", traveller.stage.redis
    redis.rpush(f"plumbline:events:{key}", f"no prompt, but {SECRET}")
    redis.zadd("plumbline:due", {key: 1})
    traveller.wait(lambda: bool(reports(told_elsewhere)), lambda: "a report")
    (report,) = reports(told_elsewhere)
    assert report["message"] == "Events nobody can read were made dead letters"
    assert report["tags"]["subject"] == key
    traveller.settle()
    redis.delete("plumbline:dead-letters")
    key_material = traveller.stage.environment["GITHUB_PRIVATE_KEY"].splitlines()[3]
    for body in (body for _, body in told_elsewhere.bodies):
        assert SECRET.encode() not in body
        assert key_material.encode() not in body
        assert b"ghs_" not in body


def spans(receiver: Receiver, trace_id: bytes) -> dict[str, Span]:
    """Those of one trace that were sent so far, by name."""
    requests = [
        ExportTraceServiceRequest.FromString(body)
        for path, body in list(receiver.bodies)
        if path == "/v1/traces"
    ]
    return {
        span.name: span
        for request in requests
        for resource in request.resource_spans
        for scope in resource.scope_spans
        for span in scope.spans
        if span.trace_id == trace_id
    }


def reports(receiver: Receiver) -> list[dict[str, Any]]:
    """What Sentry was sent so far."""
    return [
        json.loads(body.splitlines()[2])
        for path, body in list(receiver.bodies)
        if path.endswith("/envelope/")
    ]
