"""The order in which a log is told: what holds first, what is retired last."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from checks.engine.words import listing, plural
from decisions.log import LogEntry
from snapshot.record_status import Status

RETIRED: frozenset[Status | None] = frozenset({"superseded", "deprecated", "rejected"})
_TITLES: tuple[tuple[str, frozenset[Status | None]], ...] = (
    ("In force", frozenset({"accepted"})),
    ("Proposed", frozenset({"proposed"})),
    ("Status not understood", frozenset({"unknown"})),
    ("No status stated", frozenset({None})),
    ("Retired", RETIRED),
)
_COUNTED: tuple[tuple[Status | None, str], ...] = (
    ("accepted", "accepted"),
    ("proposed", "proposed"),
    ("superseded", "superseded"),
    ("deprecated", "deprecated"),
    ("rejected", "rejected"),
    ("unknown", "with a status that is not understood"),
    (None, "without a status"),
)


@dataclass(frozen=True, slots=True)
class Section:
    """Entries of one kind of status, in the order of the log; `is_retired` ones are folded."""

    title: str
    entries: tuple[LogEntry, ...]
    is_retired: bool = False


def sections_of(entries: Sequence[LogEntry]) -> tuple[Section, ...]:
    """The sections that have entries."""
    found = (
        Section(title, tuple(e for e in entries if e.record.status in of), of is RETIRED)
        for title, of in _TITLES
    )
    return tuple(section for section in found if section.entries)


def counted(entries: Iterable[LogEntry]) -> str:
    """`12 records: 9 accepted, 2 proposed and 1 superseded.`"""
    counts = Counter(entry.record.status for entry in entries)
    total = sum(counts.values())
    if not total:
        return "No records yet."
    parts = [f"{counts[status]:,} {word}" for status, word in _COUNTED if counts[status]]
    return f"{plural(total, 'record')}: {listing(parts, len(parts))}."
