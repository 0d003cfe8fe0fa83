"""The table of a repository's hotspots in Redis, with its date."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import astuple, dataclass
from datetime import datetime
from typing import Any

from github_app.gateway.recall import Recall
from github_app.remembered.legible import legible
from snapshot.hotspot import Hotspot

TABLE = "hotspots:table"


@dataclass(frozen=True, slots=True)
class HotspotTable:
    """The hotspots as they were counted at `at` (UTC), the highest first."""

    at: datetime
    hotspots: tuple[Hotspot, ...]


def read_table(recall: Recall) -> HotspotTable | None:
    """None while nothing is known."""
    return unpacked_table(recall.get(TABLE))


def remember_table(recall: Recall, table: HotspotTable) -> None:
    rows = packed_hotspots(table.hotspots)
    recall.put({TABLE: {"at": table.at.isoformat(), "rows": rows}})


def forget_table(recall: Recall) -> None:
    recall.forget(TABLE)


def unpacked_table(stored: Any) -> HotspotTable | None:
    """What `remember_table` left, as `Recall` answers it; None for anything else."""
    return legible(stored, _table)


def _table(stored: Any) -> HotspotTable:
    return HotspotTable(datetime.fromisoformat(stored["at"]), tuple(map(_unpacked, stored["rows"])))


def packed_hotspots(hotspots: Sequence[Hotspot]) -> list[Any]:
    """For a cache."""
    return [list(astuple(hotspot)) for hotspot in hotspots]


def unpacked_hotspots(rows: Any) -> tuple[Hotspot, ...] | None:
    """What `packed_hotspots` made; None for anything else, as another version may have left it."""
    return legible(rows, lambda written: tuple(map(_unpacked, written)))


def _unpacked(row: Sequence[Any]) -> Hotspot:
    path, changes, fixes, lines, score, rank, months, people, is_about = row
    return Hotspot(path, changes, fixes, lines, score, rank, months, tuple(people), is_about)
