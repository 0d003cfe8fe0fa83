"""Counts the requests of one evaluation, by kind."""

from __future__ import annotations

import threading
from collections import Counter
from typing import Literal

RequestKind = Literal["token", "query", "mutation", "rest"]


class Ledger:
    """How many requests were made to GitHub so far; safe to write from several threads."""

    def __init__(self) -> None:
        self._counts: Counter[str] = Counter()
        self._lock = threading.Lock()

    def enter(self, kind: RequestKind) -> None:
        with self._lock:
            self._counts[kind] += 1

    @property
    def total(self) -> int:
        """How many requests, of all kinds."""
        with self._lock:
            return sum(self._counts.values())

    def as_dict(self) -> dict[str, int]:
        """Requests by kind; kinds that never happened are absent."""
        return dict(self._counts)
