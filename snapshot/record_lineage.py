"""Which records follow which: what all records say of each other, joined.

Relations are resolved from where they are written: a path against the record's own folder, a number
among the records of its own folder first. Nothing hangs on cycles.
"""

from __future__ import annotations

import posixpath
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from snapshot.citation import Citation
from snapshot.facts import RecordFile, Repository
from snapshot.record import Record, Relation
from snapshot.record_family import RecordFamily
from snapshot.record_index import RecordIndex
from snapshot.record_names import is_record_path, number_in

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

    def __init__(self, files: tuple[RecordFile, ...], index: RecordIndex) -> None:
        self._index = index
        self._records = {file.path: file.record for file in files if file.record is not None}
        self._paths = frozenset(file.path for file in files)
        self._by_number: dict[tuple[str, int], list[str]] = defaultdict(list)
        for path in sorted(self._paths):
            if is_record_path(path) and (number := number_in(path)) is not None:
                self._by_number[_folder(path), number].append(path)
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
        return cls(files, RecordIndex((file.path for file in files), repository, tuple(families)))

    def resolve(self, citation: Citation, from_path: str) -> str | None:
        """The path of the record that `citation` means when the record `from_path` says it."""
        if citation.kind in ("path", "file_name"):
            beside = _beside(citation.text, from_path)
            if beside in self._paths:
                return beside
        if citation.kind == "number" and citation.number is not None:
            near = self._numbered(citation, from_path)
            if near is not None:
                return near
        return self._index.resolve(citation, near=from_path)

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
        groups = _circles(self._newer)
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

    def _numbered(self, citation: Citation, from_path: str) -> str | None:
        """The record of that number nearest to `from_path`: in its folder, then in those above."""
        prefix = citation.prefix.casefold()
        for folder in _upwards(_folder(from_path)):
            same = self._by_number.get((folder, citation.number or 0), ())
            fitting = [path for path in same if _fits(prefix, path)] or list(same)
            others = [path for path in fitting if path != from_path] or fitting
            if others:
                return others[0]
        return None


def _fits(prefix: str, path: str) -> bool:
    return bool(prefix) and prefix in path.casefold()


def _folder(path: str) -> str:
    return path.rpartition("/")[0]


def _upwards(folder: str) -> Iterator[str]:
    yield folder
    while folder:
        folder = _folder(folder)
        yield folder


def _beside(written: str, from_path: str) -> str:
    """`../adr/0007-x.md#status` as a path of the repository."""
    target = written.partition("#")[0]
    if target.startswith("/"):
        return posixpath.normpath(target.lstrip("/"))
    return posixpath.normpath(posixpath.join(_folder(from_path), target))


def _circles(edges: Mapping[str, Sequence[str]]) -> list[list[str]]:
    """The strongly connected sets of more than one node, and nodes that lead to themselves."""
    order = _by_end(edges)
    backwards: dict[str, list[str]] = defaultdict(list)
    for start, ends in edges.items():
        for end in ends:
            backwards[end].append(start)
    found, assigned = [], set()
    for root in reversed(order):
        if root in assigned:
            continue
        group, waiting = [], [root]
        assigned.add(root)
        while waiting:
            each = waiting.pop()
            group.append(each)
            for previous in backwards.get(each, ()):
                if previous not in assigned:
                    assigned.add(previous)
                    waiting.append(previous)
        if len(group) > 1 or root in edges.get(root, ()):
            found.append(group)
    return found


def _by_end(edges: Mapping[str, Sequence[str]]) -> list[str]:
    """All nodes in the order in which a search into the depth leaves them."""
    order: list[str] = []
    seen: set[str] = set()
    for root in sorted(edges):
        waiting = [(root, False)]
        while waiting:
            each, is_left = waiting.pop()
            if is_left:
                order.append(each)
            elif each not in seen:
                seen.add(each)
                waiting.append((each, True))
                waiting += [(end, False) for end in edges.get(each, ()) if end not in seen]
    return order
