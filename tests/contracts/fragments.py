"""What a selection that is no field stands for."""

from __future__ import annotations

from collections.abc import Mapping

from graphql import (
    FragmentDefinitionNode,
    FragmentSpreadNode,
    InlineFragmentNode,
    SelectionNode,
)

Fragment = InlineFragmentNode | FragmentDefinitionNode


def fragment_behind(
    node: SelectionNode, fragments: Mapping[str, FragmentDefinitionNode]
) -> Fragment:
    """The inline fragment itself, or the definition a spread names."""
    if isinstance(node, FragmentSpreadNode):
        return fragments[node.name.value]
    assert isinstance(node, InlineFragmentNode)
    return node
