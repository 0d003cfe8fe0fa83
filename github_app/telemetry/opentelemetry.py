"""Sends the spans of journeys by OpenTelemetry's protocol over HTTP."""

from __future__ import annotations

import hashlib
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from importlib.metadata import version

from opentelemetry import trace
from opentelemetry.exporter.otlp.proto.http.trace_exporter import OTLPSpanExporter
from opentelemetry.sdk.resources import Resource
from opentelemetry.sdk.trace import Tracer, TracerProvider
from opentelemetry.sdk.trace.export import BatchSpanProcessor
from opentelemetry.sdk.trace.id_generator import RandomIdGenerator
from opentelemetry.sdk.trace.sampling import Decision
from opentelemetry.trace import (
    Link,
    NonRecordingSpan,
    SpanContext,
    SpanKind,
    StatusCode,
    TraceFlags,
    set_span_in_context,
)
from opentelemetry.util.types import AttributeValue

from github_app.catching_up.sweep_budget import Reserved
from github_app.gateway.observer import Exchange
from github_app.inbox import Turn
from github_app.telemetry.spans import begin_tracing

_NANOSECONDS = 1_000_000_000
_MOST_LINKS = 100
_root: ContextVar[SpanContext | None] = ContextVar("root of a delivery's trace", default=None)


def trace_to(endpoint: str, process: str, hide: Callable[[str], str]) -> None:
    """`endpoint` is the collector's base address; every text that is sent goes through `hide`.
    OpenTelemetry's other variables, such as those of headers and sampling, are read by itself.
    """
    about = {"service.name": "plumbline", "service.version": version("plumbline")}
    resource = Resource.create({**about, "plumbline.process": process})
    provider = TracerProvider(resource=resource, id_generator=_Ids())
    exporter = OTLPSpanExporter(endpoint=f"{endpoint}/v1/traces")
    provider.add_span_processor(BatchSpanProcessor(exporter))
    begin_tracing(_Spans(provider, hide))


class _Ids(RandomIdGenerator):
    """Random, but for the first span of a delivery."""

    def generate_trace_id(self) -> int:
        root = _root.get()
        return root.trace_id if root else super().generate_trace_id()

    def generate_span_id(self) -> int:
        root = _root.get()
        return root.span_id if root else super().generate_span_id()


class _Spans:
    def __init__(self, provider: TracerProvider, hide: Callable[[str], str]) -> None:
        self._provider = provider
        self._tracer: Tracer = provider.get_tracer("plumbline")  # type: ignore[assignment]
        self._hide = hide

    @contextmanager
    def of_delivery(self, guid: str, event: str) -> Iterator[None]:
        token = _root.set(self._root_of(guid))
        try:
            attributes = self._safe({"plumbline.delivery": guid, "plumbline.event": event})
            span = self._tracer.start_span(
                self._hide(f"delivery {event}"), kind=SpanKind.SERVER, attributes=attributes
            )
        finally:
            _root.reset(token)
        with self._under(span):
            yield

    @contextmanager
    def of_turn(self, turn: Turn) -> Iterator[None]:
        """Part of the trace of its newest delivery, linked to those of the others."""
        # What the sweep marked has ids of its own, which no delivery had.
        guids = [guid for guid in turn.deliveries if Reserved.parse(guid) is None]
        roots = [self._root_of(guid) for guid in reversed(guids[-_MOST_LINKS:])]
        parent = set_span_in_context(NonRecordingSpan(roots[0])) if roots else None
        attributes = {
            "plumbline.subject": turn.subject.key,
            "plumbline.installation": turn.subject.installation_id,
            "plumbline.repository": turn.prompt.repository,
            "plumbline.deliveries": turn.deliveries[-_MOST_LINKS:],
            "plumbline.attempt": turn.attempt,
        }
        span = self._tracer.start_span(
            f"turn {turn.subject.kind}",
            context=parent,
            kind=SpanKind.CONSUMER,
            attributes=self._safe(attributes),
            links=[Link(root) for root in roots[1:]],
        )
        with self._under(span):
            yield

    @contextmanager
    def of_step(self, name: str) -> Iterator[None]:
        with self._under(self._tracer.start_span(name)):
            yield

    def note(self, words: str, fields: dict[str, object]) -> None:
        trace.get_current_span().add_event(self._hide(words), self._safe(fields))

    def saw(self, exchange: Exchange) -> None:
        """The exchange is over: its span is made afterwards."""
        end = time.time_ns()
        attributes = {
            "http.request.method": exchange.verb,
            "url.path": exchange.path or "/graphql",
            "http.response.status_code": exchange.status,
        }
        span = self._tracer.start_span(
            f"GitHub {exchange.kind}",
            kind=SpanKind.CLIENT,
            attributes=self._safe(attributes),
            start_time=end - int(exchange.seconds * _NANOSECONDS),
        )
        if not 0 < exchange.status < 400:
            span.set_status(StatusCode.ERROR)
        span.end(end)

    @contextmanager
    def _under(self, span: trace.Span) -> Iterator[None]:
        """Exceptions are noted without their words, which nobody has looked through."""
        with trace.use_span(
            span, end_on_exit=True, record_exception=False, set_status_on_exception=False
        ):
            try:
                yield
            except BaseException:
                span.set_status(StatusCode.ERROR)
                raise

    def _root_of(self, guid: str) -> SpanContext:
        """Every process comes to the same, also on whether the trace is among those sent."""
        digest = hashlib.sha256(guid.encode()).digest()
        trace_id, span_id = int.from_bytes(digest[:16]), int.from_bytes(digest[16:24])
        sampling = self._provider.sampler.should_sample(None, trace_id, "delivery")
        is_sent = sampling.decision is Decision.RECORD_AND_SAMPLE
        flags = TraceFlags(TraceFlags.SAMPLED if is_sent else TraceFlags.DEFAULT)
        return SpanContext(trace_id, span_id, is_remote=True, trace_flags=flags)

    def _safe(self, attributes: dict[str, object]) -> dict[str, AttributeValue]:
        return {name: self._safe_value(value) for name, value in attributes.items()}

    def _safe_value(self, value: object) -> AttributeValue:
        if isinstance(value, bool | int | float):
            return value
        if isinstance(value, Sequence) and not isinstance(value, str):
            return [self._hide(str(one)) for one in value]
        return self._hide(str(value))
