"""What GitHub makes a link in plain text: people, teams, issues, commits and addresses."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from sandbox.repository import Repository
from sandbox.state import WorldState

Kind = Literal["", "mention", "reference"]

_LINKABLE = re.compile(
    r"""
    (?P<address>https?://[^\s<>"'`]+[^\s<>"'`.,:;!?)\]])
    | (?<![\w/@.`-])@(?P<mention>[A-Za-z0-9](?:[A-Za-z0-9-]*[A-Za-z0-9])?(?:/[\w-]+)?)(?![\w/])
    | (?<![\w/.&-])(?P<place>[\w.-]+/[\w.-]+)?\#(?P<number>[1-9][0-9]{0,8})(?!\w)
    | (?<![\w/@.-])(?P<commit>[0-9a-f]{40})(?!\w)
    """,
    re.VERBOSE,
)


@dataclass(frozen=True, slots=True)
class Piece:
    """A part of a text; `address` is where it leads, "" when it is no link."""

    text: str
    address: str = ""
    kind: Kind = ""


@dataclass(frozen=True, slots=True)
class References:
    """Finds what a text in this repository refers to; only what exists becomes a link."""

    world: WorldState
    repository: Repository

    def pieces(self, text: str) -> Iterator[Piece]:
        """The whole text in order, cut where links begin and end."""
        end = 0
        for match in _LINKABLE.finditer(text):
            piece = self._piece(match)
            if piece is None:
                continue
            if match.start() > end:
                yield Piece(text[end : match.start()])
            yield piece
            end = match.end()
        if end < len(text):
            yield Piece(text[end:])

    def _piece(self, match: re.Match[str]) -> Piece | None:
        if match["address"]:
            return Piece(match[0], match[0])
        if match["mention"]:
            return self._mention(match["mention"])
        if match["number"]:
            return self._issue(match["place"], int(match["number"]), match[0])
        return self._commit(match["commit"])

    def _mention(self, name: str) -> Piece | None:
        known = self.world.teams if "/" in name else self.world.accounts
        return Piece(f"@{name}", f"/{name}", "mention") if name.casefold() in known else None

    def _issue(self, place: str | None, number: int, text: str) -> Piece | None:
        key = (place or self.repository.full_name).casefold()
        repository = self.world.repositories.get(key)
        if repository is None or number not in repository.numbered:
            return None
        kind = "pull" if repository.pull(number) else "issues"
        return Piece(text, f"/{repository.full_name}/{kind}/{number}", "reference")

    def _commit(self, oid: str) -> Piece | None:
        if not self.repository.git.has_commit(oid):
            return None
        return Piece(oid[:7], f"/{self.repository.full_name}/commit/{oid}", "reference")
