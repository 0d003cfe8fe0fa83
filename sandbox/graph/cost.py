"""What a document costs: GitHub counts the connections as if every page were full."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from graphql import (
    DocumentNode,
    FieldNode,
    FragmentDefinitionNode,
    FragmentSpreadNode,
    IntValueNode,
    OperationDefinitionNode,
    SelectionSetNode,
    VariableNode,
)

from sandbox.refusals import Refused

NODE_LIMIT = 500_000


def price(document: DocumentNode, variables: Mapping[str, Any]) -> tuple[int, int]:
    """Points (at least 1) and nodes of a document; Refused beyond 500,000 nodes."""
    fragments = {
        definition.name.value: definition.selection_set
        for definition in document.definitions
        if isinstance(definition, FragmentDefinitionNode)
    }
    counter = _Counter(fragments, variables)
    for definition in document.definitions:
        if isinstance(definition, OperationDefinitionNode):
            counter.walk(definition.selection_set, 1)
    if counter.nodes > NODE_LIMIT:
        raise Refused(
            f"This query requests up to {counter.nodes:,} possible nodes which exceeds the maximum "
            f"limit of {NODE_LIMIT:,}.",
            kind="MAX_NODE_LIMIT_EXCEEDED",
        )
    return max(1, round(counter.requests / 100)), counter.nodes


class _Counter:
    def __init__(
        self, fragments: Mapping[str, SelectionSetNode], variables: Mapping[str, Any]
    ) -> None:
        self.fragments, self.variables = fragments, variables
        self.requests = 0
        self.nodes = 0

    def walk(self, selected: SelectionSetNode | None, times: int) -> None:
        for node in selected.selections if selected else ():
            if isinstance(node, FragmentSpreadNode):
                self.walk(self.fragments.get(node.name.value), times)
                continue
            size = self._page(node) if isinstance(node, FieldNode) else None
            if size is not None:
                self.requests += times
                self.nodes += times * size
            self.walk(getattr(node, "selection_set", None), times * (size or 1))

    def _page(self, field: FieldNode) -> int | None:
        for argument in field.arguments or ():
            if argument.name.value in ("first", "last"):
                value = argument.value
                if isinstance(value, IntValueNode):
                    return int(value.value)
                if isinstance(value, VariableNode):
                    return int(self.variables.get(value.name.value) or 1)
        return None
