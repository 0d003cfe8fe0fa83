"""Holds webhook payloads, and the paths our parser reads in them, against GitHub's descriptions."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cache
from typing import Any

from openapi_schema_validator import OAS31Validator

from tests.contracts.plain_schema import PlainSchemas, Schema, validator
from tests.contracts.published import webhook_description

_COMBINERS = ("allOf", "anyOf", "oneOf")


def payload_problems(event: str, payload: Mapping[str, Any]) -> tuple[str, ...]:
    """What GitHub's schema of this event and action refuses in the payload."""
    schema = payload_schema(event, payload.get("action"))
    if schema is None:
        return (f"GitHub sends no {event}.{payload.get('action')}",)
    errors = _validator(event, payload.get("action")).iter_errors(payload)
    return tuple(f"{event} {error.json_path}: {error.message[:300]}" for error in errors)


@cache
def payload_schema(event: str, action: str | None) -> Schema | None:
    """The schema of one event and action; events without actions have one under their name."""
    webhooks = webhook_description()["webhooks"]
    name = event.replace("_", "-")
    described = webhooks.get(f"{name}-{(action or '').replace('_', '-')}") or webhooks.get(name)
    return _plain(described) if described else None


@cache
def _validator(event: str, action: str | None) -> OAS31Validator:
    return validator(payload_schema(event, action) or {})


def knows_path(schema: Schema, path: tuple[str, ...]) -> bool:
    """True when an object of this schema may have a value at `path` (list items are "[]")."""
    if not path:
        return True
    return any(knows_path(inner, path[1:]) for inner in _steps(schema, path[0]))


def _steps(schema: Schema, key: str) -> Iterator[Schema]:
    if key == "[]" and isinstance(schema.get("items"), dict):
        yield schema["items"]
    if key in schema.get("properties", {}):
        yield schema["properties"][key]
    for combiner in _COMBINERS:
        for branch in schema.get(combiner, ()):
            yield from _steps(branch, key)


def schemas_of_event(event: str) -> tuple[Schema, ...]:
    """The schemas of all actions of an event."""
    return tuple(
        _plain(described)
        for described in webhook_description()["webhooks"].values()
        if described["post"]["x-github"]["subcategory"] == event
    )


def _plain(described: Mapping[str, Any]) -> Schema:
    body = described["post"]["requestBody"]["content"]["application/json"]["schema"]
    return _schemas().plain(body)


@cache
def _schemas() -> PlainSchemas:
    return PlainSchemas(webhook_description(), closed=False)
