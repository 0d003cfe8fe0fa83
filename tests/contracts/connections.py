"""GitHub's rule for connections: each says how many it wants, and together they stay in bounds."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from graphql import (
    DocumentNode,
    FieldNode,
    FragmentDefinitionNode,
    GraphQLInterfaceType,
    GraphQLNamedType,
    GraphQLObjectType,
    IntValueNode,
    OperationDefinitionNode,
    SelectionSetNode,
    VariableNode,
    get_named_type,
)

from tests.contracts.fragments import fragment_behind
from tests.contracts.published import graphql_schema

LARGEST_PAGE = 100
LARGEST_CALL = 500_000


@dataclass(frozen=True, slots=True)
class _Walk:
    fragments: Mapping[str, FragmentDefinitionNode]
    variables: Mapping[str, Any]

    def sizes(
        self, parent: GraphQLNamedType, selected: SelectionSetNode | None, factor: int
    ) -> Iterator[tuple[str, int | None, int]]:
        """Each connection's name, the size it asks for and the nodes it may bring in all."""
        for node in selected.selections if selected else ():
            if isinstance(node, FieldNode):
                yield from self._field_sizes(parent, node, factor)
                continue
            fragment = fragment_behind(node, self.fragments)
            condition = fragment.type_condition
            narrowed = graphql_schema().type_map[condition.name.value] if condition else parent
            yield from self.sizes(narrowed, fragment.selection_set, factor)

    def _field_sizes(
        self, parent: GraphQLNamedType, node: FieldNode, factor: int
    ) -> Iterator[tuple[str, int | None, int]]:
        if node.name.value.startswith("__"):
            return
        assert isinstance(parent, GraphQLObjectType | GraphQLInterfaceType)
        kind = get_named_type(parent.fields[node.name.value].type)
        if kind.name.endswith("Connection"):
            size = self._size(node)
            factor *= size or 1
            yield node.name.value, size, factor
        yield from self.sizes(kind, node.selection_set, factor)

    def _size(self, node: FieldNode) -> int | None:
        for argument in node.arguments or ():
            if argument.name.value in ("first", "last"):
                value = argument.value
                if isinstance(value, VariableNode):
                    return self.variables.get(value.name.value)
                return int(value.value) if isinstance(value, IntValueNode) else None
        return None


def connection_problems(
    document: DocumentNode, operation: OperationDefinitionNode, variables: Mapping[str, Any]
) -> Iterator[str]:
    """Connections without a size of 1 to 100, and a call that may bring more than 500,000 nodes."""
    fragments = {
        node.name.value: node
        for node in document.definitions
        if isinstance(node, FragmentDefinitionNode)
    }
    root = graphql_schema().get_root_type(operation.operation)
    if root is None:
        return
    given = _defaults(operation) | dict(variables)
    sizes = list(_Walk(fragments, given).sizes(root, operation.selection_set, 1))
    for name, size, _ in sizes:
        if size is None or not 1 <= size <= LARGEST_PAGE:
            yield f"connection {name!r} asks for {size}; GitHub wants first or last of 1 to 100"
    nodes = sum(total for _, _, total in sizes)
    if nodes > LARGEST_CALL:
        yield f"the call may bring {nodes} nodes, at most {LARGEST_CALL} are allowed"


def _defaults(operation: OperationDefinitionNode) -> dict[str, Any]:
    return {
        definition.variable.name.value: int(definition.default_value.value)
        for definition in operation.variable_definitions or ()
        if isinstance(definition.default_value, IntValueNode)
    }
