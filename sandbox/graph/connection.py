"""Connections: lists cut into pages by cursors."""

from __future__ import annotations

import base64
from collections.abc import Callable, Sequence
from typing import Any, TypeVar

from sandbox.refusals import Refused

Item = TypeVar("Item")
LARGEST_PAGE = 100


class Connection:
    """One page of a list; nodes become views only when they are asked for."""

    __slots__ = ("_items", "_start", "_stop", "_view", "total_count")

    def __init__(
        self, items: Sequence[Any], view: Callable[[Any], Any], start: int, stop: int
    ) -> None:
        self._items, self._view = items, view
        self._start, self._stop = start, stop
        self.total_count = len(items)

    @property
    def nodes(self) -> list[Any]:
        return [self._view(item) for item in self._items[self._start : self._stop]]

    @property
    def edges(self) -> list[dict[str, Any]]:
        return [
            {"cursor": cursor(self._start + offset), "node": node}
            for offset, node in enumerate(self.nodes)
        ]

    @property
    def page_info(self) -> dict[str, Any]:
        empty = self._start >= self._stop
        return {
            "startCursor": None if empty else cursor(self._start),
            "endCursor": None if empty else cursor(self._stop - 1),
            "hasPreviousPage": self._start > 0,
            "hasNextPage": self._stop < self.total_count,
        }


def connect(
    items: Sequence[Item],
    view: Callable[[Item], Any],
    *,
    first: int | None = None,
    last: int | None = None,
    after: str | None = None,
    before: str | None = None,
) -> Connection:
    """The page that the four arguments ask for."""
    start = position(after) + 1 if after else 0
    stop = min(len(items), position(before)) if before else len(items)
    if first is not None:
        stop = min(stop, start + first)
    if last is not None:
        start = max(start, stop - last)
    return Connection(items, view, start, max(start, stop))


def check_bounds(field: str, first: int | None, last: int | None) -> None:
    """GitHub's rule, which its schema does not tell: `first` or `last`, from 1 to 100."""
    if first is None and last is None:
        raise Refused(
            f"You must provide a `first` or `last` value to properly paginate the `{field}` "
            "connection.",
            kind="MISSING_PAGINATION_BOUNDARIES",
        )
    for name, value in (("first", first), ("last", last)):
        if value is not None and value > LARGEST_PAGE:
            raise Refused(
                f"Requesting {value} records on the `{field}` connection exceeds the `{name}` "
                f"limit of {LARGEST_PAGE} records.",
                kind="EXCESSIVE_PAGINATION",
            )
        if value is not None and value < 0:
            raise Refused(f"`{name}` on the `{field}` connection cannot be less than zero.")


def cursor(index: int) -> str:
    return base64.b64encode(f"cursor:{index}".encode()).decode()


def position(text: str) -> int:
    try:
        return int(base64.b64decode(text, validate=True).decode().removeprefix("cursor:"))
    except ValueError:
        raise Refused(f"`{text}` does not appear to be a valid cursor.") from None
