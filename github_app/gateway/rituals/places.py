"""Where the facts of one ritual stand in an answer, and what of them its issue may tell."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from github_app.gateway.pull_requests.facts import Node, nodes
from github_app.gateway.rituals.wishes import FactWish
from rituals.engine.scope import is_home

_SEEN_BY: Final[Mapping[str, int]] = {"PRIVATE": 0, "INTERNAL": 1, "PUBLIC": 2}


@dataclass(frozen=True, slots=True)
class Place:
    """Where a ritual's facts stand: `data` is the whole answer, `name` is `r0`…; `since` is the
    moment from which on what was closed or merged counts.
    """

    data: Node
    name: str
    wish: FactWish
    since: datetime

    @property
    def repository(self) -> Node:
        found: Node = self.data["repository"]
        return found

    def list_of(self, what: str) -> Any:
        """A connection: of the repository, or the result of a search."""
        holder = self.data if self.wish.is_wide else self.repository
        return holder.get(f"{self.name}{what}")

    def shown(self, what: str) -> Iterator[Node]:
        """The nodes that whoever sees the ritual's issue may see as well."""
        found = nodes(self.list_of(what))
        return (node for node in found if not self.wish.is_wide or self._may_be_shown(node))

    def followed(self) -> Iterator[tuple[str, Node]]:
        """Those asked for by number, each with the reference it was asked for by: GitHub answers
        for what was moved, or whose repository was renamed, from where it is now.
        """
        asked: list[tuple[str, Any]] = [
            (f"#{number}", self.repository.get(f"{self.name}here{n}"))
            for n, number in enumerate(self.wish.here)
        ]
        for n, (full_name, number) in enumerate(self.wish.elsewhere):
            there = self.data.get(f"{self.name}there{n}") or {}
            asked.append((f"{full_name}#{number}", there.get("issueOrPullRequest")))
        return ((reference, node) for reference, node in asked if node and self._is_in_sight(node))

    def _is_in_sight(self, node: Node) -> bool:
        """Whether the ritual looks where it is by now, and its readers may see that."""
        there = self.elsewhere(node)
        if not there:
            return bool(self._full_name(node))
        owner = str((self.repository.get("owner") or {}).get("login") or "")
        is_theirs = there.casefold().startswith(f"{owner}/".casefold())
        return self.wish.is_wide and is_theirs and self._may_be_shown(node)

    @property
    def hides(self) -> bool:
        """Whether what was searched for holds what must not be shown: no search can ask for all
        that is public and for all of one private repository.
        """
        is_private = str(self.repository.get("visibility")) == "PRIVATE"
        return self.wish.is_wide and is_private and not self._is_home

    @property
    def _is_home(self) -> bool:
        return is_home(str(self.repository.get("name")))

    def _may_be_shown(self, node: Node) -> bool:
        """Two private repositories have different readers: that one is as private as the other
        says nothing, unless it is the place where the organisation speaks of all of them.
        """
        there = node.get("repository") or {}
        if there.get("nameWithOwner") and not self.elsewhere(node):
            return True
        here = str(self.repository.get("visibility"))
        least = 2 if self.hides else _SEEN_BY.get(here, 2)
        return _SEEN_BY.get(str(there.get("visibility")), 0) >= least

    def elsewhere(self, node: Node) -> str:
        """`owner/name` of another repository than the ritual's, else ""."""
        name = self._full_name(node)
        owner = (self.repository.get("owner") or {}).get("login")
        return "" if name == f"{owner}/{self.repository.get('name')}" else name

    @staticmethod
    def _full_name(node: Node) -> str:
        return str((node.get("repository") or {}).get("nameWithOwner") or "")
