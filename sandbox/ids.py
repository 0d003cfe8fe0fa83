"""Numbers and opaque node ids, in the order things were made."""

from __future__ import annotations

import base64

FIRST_ID = 10_001


class Ids:
    """Hands out database ids, one sequence for the whole world so that none is ever shared."""

    def __init__(self) -> None:
        self._last = FIRST_ID - 1

    def next(self) -> int:
        self._last += 1
        return self._last


def node_id(prefix: str, number: int) -> str:
    """The opaque id GraphQL uses, looking like GitHub's (`PR_kwDO...`)."""
    text = base64.urlsafe_b64encode(number.to_bytes(8, "big")).decode().rstrip("=")
    return f"{prefix}_kwDO{text}"


def git_node_id(prefix: str, repository: int, oid: str) -> str:
    """The node id of a git object, which is known by its repository and object id."""
    text = base64.urlsafe_b64encode(f"{repository}:{oid}".encode()).decode().rstrip("=")
    return f"{prefix}_kwDO{text}"
