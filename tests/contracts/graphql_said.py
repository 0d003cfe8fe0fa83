"""Holds one GraphQL exchange against the official schema, and against rules it does not state."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from typing import Any

from graphql import (
    DocumentNode,
    GraphQLError,
    OperationDefinitionNode,
    get_operation_ast,
    parse,
    validate,
)

from tests.contracts.connections import connection_problems
from tests.contracts.exchange import Exchange
from tests.contracts.mutations import mutation_problems
from tests.contracts.published import graphql_schema
from tests.contracts.replay import replay


def problems(exchange: Exchange) -> tuple[str, ...]:
    """What is wrong with this call, each sentence after the operation's name."""
    if not (isinstance(exchange.request, dict) and "query" in exchange.request):
        return ("GraphQL: the body holds no query",) if exchange.by_us else ()
    text = exchange.request["query"]
    invalid = document_problems(text)
    if invalid:
        return tuple(f"GraphQL: {problem}" for problem in invalid) if exchange.by_us else ()
    operation = get_operation_ast(_parsed(text), exchange.request.get("operationName"))
    if operation is None:
        return ("GraphQL: which operation is meant is not said",)
    name = operation.name.value if operation.name else operation.operation.value
    found = _call_problems(_parsed(text), operation, exchange)
    return tuple(f"GraphQL {name}: {problem}" for problem in found)


def _call_problems(
    document: DocumentNode,
    operation: OperationDefinitionNode,
    exchange: Exchange,
) -> Iterator[str]:
    variables: dict[str, Any] = exchange.request.get("variables") or {}
    answer: dict[str, Any] = exchange.response or {}
    if not exchange.by_us and answer.get("errors"):
        return  # refused, as it may have been meant
    replayed = replay(document, operation, variables, answer)
    yield from replayed.problems
    if not exchange.by_us:
        return
    declared = {
        definition.variable.name.value for definition in operation.variable_definitions or ()
    }
    yield from (f"variable ${name} is not declared" for name in sorted(set(variables) - declared))
    yield from connection_problems(document, operation, variables)
    for mutation, arguments in replayed.mutations:
        yield from (f"{mutation}: {p}" for p in mutation_problems(mutation, arguments))


@cache
def document_problems(text: str) -> tuple[str, ...]:
    """What the official schema refuses in this document."""
    try:
        return tuple(error.message for error in validate(graphql_schema(), _parsed(text)))
    except GraphQLError as error:
        return (error.message,)


@cache
def _parsed(text: str) -> DocumentNode:
    return parse(text)
