"""Circles in a graph of names, found without recursion."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence


def circles(edges: Mapping[str, Sequence[str]]) -> list[list[str]]:
    """The strongly connected sets of more than one node, and nodes that lead to themselves."""
    order = _by_end(edges)
    backwards: dict[str, list[str]] = defaultdict(list)
    for start, ends in edges.items():
        for end in ends:
            backwards[end].append(start)
    found, assigned = [], set()
    for root in reversed(order):
        if root in assigned:
            continue
        group, waiting = [], [root]
        assigned.add(root)
        while waiting:
            each = waiting.pop()
            group.append(each)
            for previous in backwards.get(each, ()):
                if previous not in assigned:
                    assigned.add(previous)
                    waiting.append(previous)
        if len(group) > 1 or root in edges.get(root, ()):
            found.append(group)
    return found


def _by_end(edges: Mapping[str, Sequence[str]]) -> list[str]:
    """All nodes in the order in which a search into the depth leaves them."""
    order: list[str] = []
    seen: set[str] = set()
    for root in sorted(edges):
        waiting = [(root, False)]
        while waiting:
            each, is_left = waiting.pop()
            if is_left:
                order.append(each)
            elif each not in seen:
                seen.add(each)
                waiting.append((each, True))
                waiting += [(end, False) for end in edges.get(each, ()) if end not in seen]
    return order
