"""Rows of Redis that may hold anything: an earlier version's, a later one's, or rubbish."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import TypeVar

Row = TypeVar("Row")
Packed = TypeVar("Packed")

_ILLEGIBLE = (ValueError, TypeError, LookupError, AttributeError, OverflowError)


def legible(packed: Packed | None, read: Callable[[Packed], Row]) -> Row | None:
    """What `read` makes of a kept row; None where there is none, or none that it can read: what
    is only remembered is then found out again.
    """
    try:
        return None if packed is None else read(packed)
    except _ILLEGIBLE:
        return None


def all_legible(rows: Iterable[Packed], read: Callable[[Packed], Row]) -> Iterator[Row]:
    """The same of many; what cannot be read is passed over."""
    for packed in rows:
        row = legible(packed, read)
        if row is not None:
            yield row
