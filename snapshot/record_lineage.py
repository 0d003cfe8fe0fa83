"""Which records follow which: what all records say of each other, joined.

Relations are resolved from where they are written (`nearest_records`). Nothing hangs on cycles.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

from snapshot.circles import circles
from snapshot.citation import Citation
from snapshot.facts import RecordFile, Repository
from snapshot.nearest_records import NearestRecords
from snapshot.record import Record, Relation
from snapshot.record_family import RecordFamily
from snapshot.record_index import RecordIndex
from snapshot.record_names import is_record_path

Side = Literal["supersedes", "superseded_by"]
_SIDES: tuple[Side, Side] = ("supersedes", "superseded_by")
_OTHER_SIDE: dict[str, Side] = {"supersedes": "superseded_by", "superseded_by": "supersedes"}


@dataclass(frozen=True, slots=True)
class OneSided:
    """`path` says at `line` that it supersedes `other` (or is superseded by it, as `kind` tells),
    and `other`, whose text is known, does not say the same.
    """

    path: str
    line: int
    other: str
    kind: Side


@dataclass(frozen=True, slots=True)
class Dangling:
    """`path` names at `line` a record that does not exist; `text` is how it was written."""

    path: str
    line: int
    text: str


class Lineage:
    """How the records of one commit follow each other. Build it by `Lineage.of`."""

    def __init__(self, files: tuple[RecordFile, ...], nearest: NearestRecords) -> None:
        self._nearest = nearest
        self._records = {file.path: file.record for file in files if file.record is not None}
        self._said: dict[str, dict[str, dict[str, int]]] = {"supersedes": {}, "superseded_by": {}}
        self._dangling: list[Dangling] = []
        for path in sorted(self._records):
            self._take(self._records[path])
        self._older = self._joined("supersedes")
        self._newer = self._joined("superseded_by")

    @classmethod
    def of(
        cls,
        files: Iterable[RecordFile],
        families: Iterable[RecordFamily],
        repository: Repository,
    ) -> Lineage:
        """The lineage of `files`; those outside of all `families` count as well."""
        files = tuple(files)
        paths = tuple(file.path for file in files)
        return cls(files, NearestRecords(paths, RecordIndex(paths, repository, tuple(families))))

    def resolve(self, citation: Citation, from_path: str) -> str | None:
        """The path of the record that `citation` means when the record `from_path` says it."""
        return self._nearest.resolve(citation, from_path)

    def supersedes(self, path: str) -> tuple[str, ...]:
        """The records that `path` supersedes, whichever of the two says so; sorted."""
        return self._older.get(path, ())

    def superseded_by(self, path: str) -> tuple[str, ...]:
        """The records that supersede `path`, whichever of the two says so; sorted."""
        return self._newer.get(path, ())

    def successors(self, path: str) -> tuple[str, ...]:
        """The ends of the chains that begin at `path`: what holds in its place today; sorted, ()
        when nothing supersedes it, or only a cycle.
        """
        seen, waiting, ends = {path}, list(self.superseded_by(path)), set()
        while waiting:
            each = waiting.pop()
            if each in seen:
                continue
            seen.add(each)
            following = self.superseded_by(each)
            waiting += following
            if not following:
                ends.add(each)
        return tuple(sorted(ends))

    def one_sided(self) -> tuple[OneSided, ...]:
        """What one of two records says of a supersession and the other does not; by path, line."""
        found = [
            OneSided(path, line, other, kind)
            for kind in _SIDES
            for path, others in self._said[kind].items()
            for other, line in others.items()
            if other in self._records
            and other != path
            and path not in self._said[_OTHER_SIDE[kind]].get(other, ())
        ]
        return tuple(sorted(found, key=lambda each: (each.path, each.line, each.other)))

    def dangling(self) -> tuple[Dangling, ...]:
        """References of relations that lead to no record of this repository; by path and line."""
        return tuple(self._dangling)

    def cycles(self) -> tuple[tuple[str, ...], ...]:
        """Sets of records that supersede each other in a circle (or themselves), each sorted."""
        groups = circles(self._newer)
        return tuple(sorted(tuple(sorted(group)) for group in groups))

    def _take(self, record: Record) -> None:
        for relation in record.relations:
            for citation in relation.citations:
                target = self.resolve(citation, record.path)
                if target is None:
                    self._note_dangling(record.path, relation, citation)
                elif relation.kind in self._said and is_record_path(target):
                    lines = self._said[relation.kind].setdefault(record.path, {})
                    lines.setdefault(target, relation.line)

    def _note_dangling(self, path: str, relation: Relation, citation: Citation) -> None:
        """An address may lead elsewhere, and a bare number may be that of an issue."""
        if citation.kind != "url" and citation.is_certain:
            self._dangling.append(Dangling(path, relation.line, citation.text))

    def _joined(self, side: Side) -> dict[str, tuple[str, ...]]:
        joined: dict[str, set[str]] = defaultdict(set)
        for path, others in self._said[side].items():
            joined[path].update(others)
        for other, paths in self._said[_OTHER_SIDE[side]].items():
            for path in paths:
                joined[path].add(other)
        return {path: tuple(sorted(others)) for path, others in joined.items()}
