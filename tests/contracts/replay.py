"""Replays an answer through the official schema, as if GitHub had resolved it so.

graphql-core then coerces the variables and completes every field: nulls where none are allowed,
unknown enum values and wrong scalars surface as errors.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from graphql import (
    DocumentNode,
    FieldNode,
    FragmentDefinitionNode,
    GraphQLAbstractType,
    GraphQLError,
    GraphQLObjectType,
    GraphQLResolveInfo,
    OperationDefinitionNode,
    OperationType,
    SelectionSetNode,
    execute_sync,
    is_abstract_type,
)

from tests.contracts.fragments import Fragment, fragment_behind
from tests.contracts.published import graphql_schema


@dataclass(frozen=True, slots=True)
class Replayed:
    """`mutations` are the top-level mutation fields in order, each with its coerced arguments."""

    problems: tuple[str, ...]
    mutations: tuple[tuple[str, Mapping[str, Any]], ...]


def replay(
    document: DocumentNode,
    operation: OperationDefinitionNode,
    variables: dict[str, Any],
    answer: Mapping[str, Any],
) -> Replayed:
    """An answer with `errors` may hold nulls anywhere: then only what was sent is judged."""
    mutations: list[tuple[str, Mapping[str, Any]]] = []

    def resolve(source: Any, info: GraphQLResolveInfo[Any], **arguments: Any) -> Any:
        if info.path.prev is None and operation.operation is OperationType.MUTATION:
            mutations.append((info.field_name, arguments))
        if info.path.key not in source:
            raise GraphQLError("is missing in the answer")
        return source[info.path.key]

    data = answer.get("data") or {}
    result = execute_sync(
        graphql_schema(),
        document,
        data,
        variable_values=variables,
        operation_name=operation.name.value if operation.name else None,
        field_resolver=resolve,
        type_resolver=_resolve_type,
    )
    failed = bool(answer.get("errors")) or not data
    problems = [_in_words(e) for e in result.errors or () if e.path is None or not failed]
    if not problems and not failed and result.data != data:
        problems.append("the answer holds more than was asked for")
    return Replayed(tuple(problems), tuple(mutations))


def _in_words(error: GraphQLError) -> str:
    return f"{'.'.join(map(str, error.path or ('variables',)))}: {error.message}"


def _resolve_type(value: Any, info: GraphQLResolveInfo[Any], kind: GraphQLAbstractType) -> str:
    """The type the answer names; without `__typename`, one whose selected keys it carries."""
    if "__typename" in value:
        return str(value["__typename"])
    possible = graphql_schema().get_possible_types(kind)
    fitting = (each for each in possible if _keys(each, info) == set(value))
    return next(fitting, possible[0]).name


def _keys(kind: GraphQLObjectType, info: GraphQLResolveInfo[Any]) -> set[str]:
    return {
        key
        for node in info.field_nodes
        for key in _selected_keys(node.selection_set, kind, info.fragments)
    }


def _selected_keys(
    selected: SelectionSetNode | None,
    kind: GraphQLObjectType,
    fragments: Mapping[str, FragmentDefinitionNode],
) -> Iterator[str]:
    for node in selected.selections if selected else ():
        if isinstance(node, FieldNode):
            yield (node.alias or node.name).value
            continue
        fragment = fragment_behind(node, fragments)
        if _applies(fragment, kind):
            yield from _selected_keys(fragment.selection_set, kind, fragments)


def _applies(fragment: Fragment, kind: GraphQLObjectType) -> bool:
    if fragment.type_condition is None:
        return True
    named = graphql_schema().type_map[fragment.type_condition.name.value]
    return named is kind or (is_abstract_type(named) and graphql_schema().is_sub_type(named, kind))
