"""Holds one REST exchange against the official description: strict in what is sent, exact in what
is answered.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cache
from typing import Any

from openapi_schema_validator import OAS31Validator

from tests.contracts import own_rules
from tests.contracts.exchange import Exchange
from tests.contracts.operations import Operation, find
from tests.contracts.plain_schema import PlainSchemas, Schema, resolve, validator
from tests.contracts.published import rest_description


def problems(exchange: Exchange) -> tuple[str, ...]:
    """What is wrong with this exchange, each as `METHOD path -> status: sentence`."""
    operation = find(exchange.method, exchange.path)
    if operation is None:
        return (f"{exchange}: GitHub describes no such operation",) if exchange.by_us else ()
    found = list(_response_problems(operation, exchange))
    if exchange.by_us:
        found += _request_problems(operation, exchange)
    return tuple(f"{exchange}: {problem}" for problem in found)


def _request_problems(operation: Operation, exchange: Exchange) -> Iterator[str]:
    if exchange.status in (400, 422):
        return  # a request made wrong on purpose, and refused
    yield from _query_problems(operation, exchange.query)
    checker = _request_validator(operation)
    if exchange.request in (None, {}, ""):
        if checker and operation.described["requestBody"].get("required"):
            yield from _violations("request", checker, {})
        return
    if checker is None:
        yield "a body is sent where none is described"
        return
    yield from _violations("request", checker, exchange.request)
    if isinstance(exchange.request, Mapping):
        yield from _own_problems(operation.id, exchange.request)


def _own_problems(operation_id: str, sent: Mapping[str, Any]) -> Iterator[str]:
    if operation_id in ("checks/create", "checks/update"):
        yield from own_rules.check_run_problems(sent, creates=operation_id == "checks/create")
    elif operation_id in ("issues/create-label", "issues/update-label"):
        yield from own_rules.label_problems(sent)
    else:
        yield from own_rules.text_problems(sent)


def _query_problems(operation: Operation, query: Mapping[str, str]) -> Iterator[str]:
    described = {p["name"]: p for p in operation.parameters if p["in"] == "query"}
    for name, parameter in described.items():
        if parameter.get("required") and name not in query:
            yield f"query key {name!r} is required"
    for name, text in query.items():
        if name not in described:
            yield f"query key {name!r} is not described"
            continue
        schema = _plain(described[name]["schema"])
        yield from _violations(f"query {name}", validator(schema), _typed(text, schema))


def _typed(text: str, schema: Schema) -> Any:
    """Query values are text; the description speaks of integers, booleans and lists."""
    kind = schema.get("type")
    if kind == "integer" and text.lstrip("-").isdigit():
        return int(text)
    if kind == "boolean" and text in ("true", "false"):
        return text == "true"
    return text.split(",") if kind == "array" else text


def _response_problems(operation: Operation, exchange: Exchange) -> Iterator[str]:
    if exchange.status >= 500 or exchange.status in (301, 302, 304, 307, 308, 401, 403, 429):
        return  # any call may be answered so, described or not
    if str(exchange.status) not in operation.described["responses"]:
        if not _is_refusal(exchange):
            yield f"status {exchange.status} is not described"
        return
    checker = _response_validator(operation, exchange.status)
    if checker is None and exchange.response not in (None, "") and not _is_refusal(exchange):
        yield "a body is answered where none is described"
    elif checker is not None:
        yield from _violations("response", checker, exchange.response)


def _is_refusal(exchange: Exchange) -> bool:
    """Few operations list all the ways in which they may be refused, and what is said then."""
    has_message = isinstance(exchange.response, Mapping) and "message" in exchange.response
    return 400 <= exchange.status < 500 and has_message


def _violations(where: str, checker: OAS31Validator, value: Any) -> Iterator[str]:
    for error in checker.iter_errors(value):
        yield f"{where} {error.json_path}: {error.message[:300]}"


@cache
def _schemas(closed: bool) -> PlainSchemas:
    return PlainSchemas(rest_description(), closed=closed)


def _plain(schema: Schema) -> Schema:
    return _schemas(closed=False).plain(schema)


@cache
def _request_validator(operation: Operation) -> OAS31Validator | None:
    schema = _json_schema(operation.described.get("requestBody", {}))
    return validator(_schemas(closed=True).plain(schema)) if schema else None


@cache
def _response_validator(operation: Operation, status: int) -> OAS31Validator | None:
    schema = _json_schema(operation.described["responses"][str(status)])
    return validator(_plain(schema)) if schema else None


def _json_schema(part: Mapping[str, Any]) -> Schema | None:
    if "$ref" in part:
        part = resolve(rest_description(), part["$ref"])
    schema: Schema | None = part.get("content", {}).get("application/json", {}).get("schema")
    return schema
