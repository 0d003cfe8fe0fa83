"""Connections between repositories and who may do something in them."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from sandbox.accounts import Role
from sandbox.graph.connection import Connection


class PermittedConnection:
    """A connection whose edges say the permission; `role_of` knows it by what a node shows."""

    def __init__(self, page: Connection, role_of: Callable[[Any], Role]) -> None:
        self._page, self._role_of = page, role_of
        self.total_count = page.total_count
        self.nodes, self.page_info = page.nodes, page.page_info

    @property
    def edges(self) -> list[dict[str, Any]]:
        return [
            {**edge, "permission": self._role_of(edge["node"].it).upper()}
            for edge in self._page.edges
        ]
