"""ADR link: whether a decision that is cited or added can justify what a pull request does."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Literal

from checks.engine.words import code, listing
from checks.parts.decision_records.sections import is_called
from snapshot.decision_record import read_record
from snapshot.diff import added_lines
from snapshot.facts import Snapshot
from snapshot.record import Record
from snapshot.record_family import RecordFamily, family_of
from snapshot.record_lineage import Lineage
from snapshot.record_status import Status

Fitness = Literal["fit", "waits", "unfit"]
Objection = Literal["", "empty", "incomplete", "proposed", "over"]
OnProposed = Literal["pass", "wait", "fail"]

_REFUSED: Mapping[Status, str] = {
    "rejected": "was rejected",
    "deprecated": "is deprecated",
    "superseded": "is superseded",
}
_OF_PROPOSED: Mapping[OnProposed, Fitness] = {"pass": "fit", "wait": "waits", "fail": "unfit"}


@dataclass(frozen=True, slots=True)
class Weighed:
    """One record, and what stands against it: `why` in a few words of Markdown ("was rejected"), ""
    where nothing does. `successors` are the records that hold in its place.
    """

    path: str
    fitness: Fitness
    objection: Objection = ""
    why: str = ""
    successors: tuple[str, ...] = ()

    @property
    def in_short(self) -> str:
        """`why` without foreign text."""
        return "is not filled in" if self.objection == "incomplete" else self.why


class Scales:
    """Weighs the records of one snapshot; `touched` are those its pull request edits or removes."""

    def __init__(
        self, snapshot: Snapshot, touched: frozenset[str], on_proposed: OnProposed
    ) -> None:
        self._snapshot = snapshot
        self._touched = touched
        self._on_proposed = on_proposed
        files = (*snapshot.records_at_base, *snapshot.records_at_head)
        self._records = {file.path: file.record for file in files if file.record is not None}

    def record(self, path: str) -> Record | None:
        """What a record says, at the head where it is there; a patch tells it of added ones."""
        known = self._records.get(path)
        return known if known is not None else self._added(path)

    def weigh(self, path: str) -> Weighed:
        """A record that was not read is fit, and so is one the pull request itself is about."""
        record = self.record(path)
        if record is None or path in self._touched:
            return Weighed(path, "fit")
        if lack := _emptiness(record):
            return Weighed(path, "unfit", "empty", lack)
        if missing := self._missing_sections(record):
            below = listing([code(each, 60) for each in missing], 3)
            return Weighed(path, "unfit", "incomplete", f"has nothing below {below}")
        if record.status == "proposed":
            fitness = _OF_PROPOSED[self._on_proposed]
            return Weighed(path, fitness, "proposed", "is still proposed")
        if record.status is not None and record.status in _REFUSED:
            successors = self._lineage.successors(path)
            return Weighed(path, "unfit", "over", _REFUSED[record.status], successors)
        return Weighed(path, "fit")

    def _missing_sections(self, record: Record) -> list[str]:
        """What an added record lacks is named by the check of the records themselves."""
        family = family_of(record.path, self._snapshot.families)
        is_new = all(file.path != record.path for file in self._snapshot.records_at_base)
        return [] if family is None or is_new else unfilled(record, family)

    def _added(self, path: str) -> Record | None:
        for file in self._snapshot.pull_request.files:
            is_whole = file.patch is not None or file.additions == 0
            if file.path == path and file.kind == "added" and is_whole:
                family = family_of(path, self._snapshot.families)
                text = "\n".join(line.text for line in added_lines(file))
                return read_record(path, text, family.statuses if family else ())
        return None

    @cached_property
    def _lineage(self) -> Lineage:
        snapshot = self._snapshot
        return Lineage.of(snapshot.records_at_head, snapshot.families, snapshot.repository)


def unfilled(record: Record, family: RecordFamily) -> list[str]:
    """The sections the family requires, by their first name, that are missing or empty."""
    filled = [section for section in record.sections if section.is_filled]
    return [
        names[0]
        for names in family.required_sections
        if not any(is_called(section, names) for section in filled)
    ]


def _emptiness(record: Record) -> str:
    if record.is_template:
        return "still is the template"
    return "says next to nothing" if record.is_stub else ""
