from __future__ import annotations

from collections.abc import Callable

import pytest
from opentelemetry.proto.collector.trace.v1.trace_service_pb2 import ExportTraceServiceRequest
from opentelemetry.proto.trace.v1.trace_pb2 import Span

from github_app.catching_up.sweep_budget import Reserved
from github_app.gateway.observer import Exchange
from github_app.inbox import Turn
from github_app.logs.journey import tell, told
from github_app.logs.redaction import redactor
from github_app.subjects import Prompt, Subject
from github_app.telemetry import opentelemetry, spans
from tests.github_app.telemetry.conftest import HUSH, TOKEN
from tests.github_app.telemetry.receiver import Receiver

SUBJECT = Subject("pull_request", 11, 22, "33")


def turn(*deliveries: str) -> Turn:
    newest = deliveries[-1] if deliveries else ""
    prompt = Prompt("pull_request.opened", "acme/shop", newest)
    return Turn(SUBJECT, prompt, "a-token", 1, deliveries)


def exchange(status: int = 200, path: str = "") -> Exchange:
    return Exchange(11, "query", "POST", path, status, {}, 0.25)


@pytest.fixture
def process(receiver: Receiver) -> Callable[[str], None]:
    """Goes on as another process, which knows nothing of the former."""

    def become(name: str) -> None:
        opentelemetry.trace_to(receiver.url, name, redactor([HUSH]))

    return become


def sent(receiver: Receiver, *, processes: int = 1) -> dict[str, Span]:
    """The spans by name, once so many processes have sent theirs."""
    found = {}
    for body in receiver.wait_for(processes):
        for resource in ExportTraceServiceRequest.FromString(body).resource_spans:
            for scope in resource.scope_spans:
                found.update({span.name: span for span in scope.spans})
    return found


def end() -> None:
    """Has the process send what it has not sent yet."""
    provider = spans._begun[0]._provider  # type: ignore[attr-defined]
    provider.force_flush()
    provider.shutdown()


def text_of(span: Span, name: str) -> str:
    return next(one.value.string_value for one in span.attributes if one.key == name)


def test_a_delivery_and_the_turn_that_answers_it_are_one_trace(
    process: Callable[[str], None], receiver: Receiver
) -> None:
    process("web")
    with spans.of_delivery("guid-1", "pull_request"):
        pass
    end()
    process("worker")
    with told(turn("guid-0", "guid-1")), spans.step("publish"):
        spans.observers()[0].saw(exchange())
    end()
    found = sent(receiver, processes=2)
    delivery, taken = found["delivery pull_request"], found["turn pull_request"]
    publish, asked = found["publish"], found["GitHub query"]
    assert {span.trace_id for span in found.values()} == {delivery.trace_id}
    assert delivery.parent_span_id == b""
    assert taken.parent_span_id == delivery.span_id
    assert publish.parent_span_id == taken.span_id
    assert asked.parent_span_id == publish.span_id
    assert 0.2e9 < asked.end_time_unix_nano - asked.start_time_unix_nano < 0.3e9
    assert [len(span.links) for span in found.values()].count(1) == 1
    assert taken.links[0].trace_id != delivery.trace_id
    assert text_of(taken, "plumbline.subject") == "pull_request:11:22:33"
    assert receiver.bodies[0][0] == "/v1/traces"


def test_a_turn_that_no_delivery_is_behind_has_a_trace_of_its_own(
    process: Callable[[str], None], receiver: Receiver
) -> None:
    process("worker")
    of_the_sweep = turn(Reserved(1, 6, "abc").text)
    with told(of_the_sweep):
        tell(of_the_sweep, 20, "Turn begun", attempt=1)
    end()
    taken = sent(receiver)["turn pull_request"]
    assert taken.parent_span_id == b""
    assert [event.name for event in taken.events] == ["Turn begun"]


def test_what_fails_is_marked_without_its_words(
    process: Callable[[str], None], receiver: Receiver
) -> None:
    process("worker")

    def fail() -> None:
        with told(turn("guid-1")):
            spans.observers()[0].saw(exchange(502))
            raise ValueError("secret words")

    with pytest.raises(ValueError, match="words"):
        fail()
    end()
    found = sent(receiver)
    assert {span.status.code for span in found.values()} == {2}
    assert b"secret words" not in receiver.bodies[0][1]


def test_nothing_secret_is_sent(process: Callable[[str], None], receiver: Receiver) -> None:
    process("worker")
    with spans.of_delivery(f"guid {TOKEN}", HUSH), told(turn(f"guid {HUSH}")):
        tell(turn(), 20, f"said {TOKEN}", why=f"refused {TOKEN}", many=(HUSH,))
        spans.observers()[0].saw(exchange(path=f"/repos/{TOKEN}"))
    end()
    assert len(sent(receiver)) == 3
    for secret in (TOKEN, TOKEN.split(".")[2], HUSH):
        assert secret.encode() not in receiver.bodies[0][1]


def test_one_decision_is_made_for_a_whole_trace(
    process: Callable[[str], None], receiver: Receiver, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("OTEL_TRACES_SAMPLER", "traceidratio")
    monkeypatch.setenv("OTEL_TRACES_SAMPLER_ARG", "0.5")
    guids = [f"guid-{n}" for n in range(40)]
    for name in ("web", "worker"):
        process(name)
        for guid in guids:
            with spans.of_delivery(guid, guid) if name == "web" else told(turn(guid)):
                pass
        end()
    traces = []
    for body in receiver.wait_for(2):
        resource = ExportTraceServiceRequest.FromString(body).resource_spans[0]
        traces.append({span.trace_id for span in resource.scope_spans[0].spans})
    assert traces[0] == traces[1]
    assert 5 < len(traces[0]) < 35


def test_without_the_setting_there_are_no_spans_and_no_cost() -> None:
    with spans.of_delivery("guid-1", "push"), told(turn("guid-1")), spans.step("publish"):
        assert spans.observers() == ()
