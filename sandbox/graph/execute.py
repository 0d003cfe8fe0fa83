"""Runs GraphQL documents: parsed and validated once, then over and over."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from graphql import (
    DocumentNode,
    GraphQLError,
    OperationDefinitionNode,
    OperationType,
    execute_sync,
    parse,
    validate,
)

from sandbox.graph.context import Context
from sandbox.graph.cost import price
from sandbox.graph.mutations import MutationView
from sandbox.graph.queries import QueryView
from sandbox.graph.schema import Info, Resolver, schema, type_name
from sandbox.refusals import Refused

Answer = dict[str, Any]


@lru_cache(maxsize=512)
def prepared(text: str) -> tuple[DocumentNode | None, tuple[GraphQLError, ...]]:
    """The parsed document, or what is wrong with it."""
    try:
        document = parse(text)
    except GraphQLError as mistake:
        return None, (mistake,)
    mistakes = validate(schema(), document)
    return (None, tuple(mistakes)) if mistakes else (document, ())


def writes(text: str) -> bool:
    """True when the document holds a mutation."""
    document, _ = prepared(text)
    return document is not None and _is_mutation(document)


def execute(
    context: Context, text: str, variables: Mapping[str, Any], operation: str | None
) -> Answer:
    """GitHub's answer: `data` and, when anything was refused, `errors`, each with its `type`.

    Aliases of a mutation are carried out one after the other; one that is refused is null while
    the others stand.
    """
    document, mistakes = prepared(text)
    if document is None:
        return {"errors": [_as_json(mistake) for mistake in mistakes]}
    try:
        context.cost, context.nodes = price(document, variables)
    except Refused as refusal:
        return {"errors": [{"type": refusal.kind, "message": str(refusal)}]}
    root = MutationView if _is_mutation(document) else QueryView
    result = execute_sync(
        schema(),
        document,
        root_value=root(context, None),
        variable_values=dict(variables),
        operation_name=operation,
        type_resolver=type_name,
        middleware=[Breaking(context.broken)] if context.broken else None,
    )
    answer: Answer = {"data": result.data}
    if result.errors:
        answer["errors"] = [_as_json(error) for error in result.errors]
    return answer


@dataclass(frozen=True, slots=True)
class Breaking:
    """Stands before each resolver; the fields that are named fail as GitHub's do."""

    broken: frozenset[str]

    def resolve(self, resolve: Resolver, source: Any, info: Info, **arguments: Any) -> Any:
        if info.field_name in self.broken:
            raise Refused("Something went wrong while executing your query.", 502, "INTERNAL")
        return resolve(source, info, **arguments)


def _is_mutation(document: DocumentNode) -> bool:
    return any(
        isinstance(definition, OperationDefinitionNode)
        and definition.operation is OperationType.MUTATION
        for definition in document.definitions
    )


def _as_json(error: GraphQLError) -> dict[str, Any]:
    shape: dict[str, Any] = dict(error.formatted)
    if isinstance(error.original_error, Refused):
        shape = {"type": error.original_error.kind, **shape}
    elif not isinstance(error.original_error, GraphQLError | None):
        raise error.original_error
    return shape
