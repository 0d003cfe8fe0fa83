"""The merged pull requests that hotspots are counted from, and how far they were read."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import astuple
from datetime import datetime
from typing import Any

from debt.hotspots import SeenChange
from github_app.gateway.debt.walk import Progress
from github_app.gateway.recall import MONTH, Recall
from github_app.remembered.legible import legible

MOST_CHANGES = 3_000
_CHANGES = "hotspots:changes"
_SHAPE = 1


class ChangeMemory:
    """What is known of those merged into `base` within so many `months`; of others, nothing is."""

    def __init__(self, recall: Recall, base: str, months: int) -> None:
        self._recall = recall
        self._key = [base, months, _SHAPE]
        self.progress: Progress | None = None
        self.changes: dict[int, SeenChange] = {}
        known = legible(recall.get(_CHANGES), self._known)
        if known:
            self.progress, self.changes = known

    def _known(self, stored: Any) -> tuple[Progress, dict[int, SeenChange]] | None:
        if stored["key"] != self._key:
            return None
        changes = {int(row[0]): _unpacked(row) for row in stored["rows"]}
        return Progress(*stored["progress"]), changes

    def put(self, progress: Progress, changes: Mapping[int, SeenChange]) -> bool:
        """Keeps the newest of `changes`; False where they are too much."""
        newest = sorted(changes, key=lambda number: changes[number].at, reverse=True)
        rows = [_packed(number, changes[number]) for number in newest[:MOST_CHANGES]]
        stored = {"key": self._key, "progress": astuple(progress), "rows": rows}
        return self._recall.put({_CHANGES: stored}, 2 * MONTH)


def _packed(number: int, it: SeenChange) -> list[Any]:
    return [number, it.at.isoformat(), it.by, it.is_fix, it.paths]


def _unpacked(row: list[Any]) -> SeenChange:
    _, at, by, fixes, paths = row
    return SeenChange(tuple(paths), bool(fixes), datetime.fromisoformat(at), by)
