"""Which records a pull request adds, edits, renames and removes, and what that does to others."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from snapshot.changed_file import ChangedFile
from snapshot.facts import RecordFile, Snapshot
from snapshot.record import Record
from snapshot.record_family import RecordFamily, family_of
from snapshot.record_lineage import Lineage
from snapshot.record_names import is_record_path
from snapshot.record_work import RecordWork


@dataclass(frozen=True, slots=True)
class RecordChanges:
    """Paths of records of any family, sorted; no path is in two of them.

    `renamed` maps new paths to old ones where both are records; one that comes from elsewhere is
    `added`, one that leaves for elsewhere is `removed`. `edited` are changed in place.
    """

    added: tuple[str, ...]
    edited: tuple[str, ...]
    renamed: Mapping[str, str]
    removed: tuple[str, ...]

    @property
    def touched(self) -> frozenset[str]:
        """Paths at the head of all records the pull request adds or changes."""
        return frozenset((*self.added, *self.edited, *self.renamed))

    @property
    def gone(self) -> frozenset[str]:
        """Paths of the base that are no more."""
        return frozenset((*self.removed, *self.renamed.values()))

    def __bool__(self) -> bool:
        return bool(self.added or self.edited or self.renamed or self.removed)


def record_changes(files: Iterable[ChangedFile], families: Iterable[RecordFamily]) -> RecordChanges:
    """The records among changed `files`."""
    families = tuple(families)
    added, edited, removed = set(), set(), set()
    renamed: dict[str, str] = {}
    for file in files:
        is_record = _is_record(file.path, families)
        before = file.previous_path if file.kind == "renamed" else None
        was_record = before is not None and _is_record(before, families)
        if was_record and is_record and before:
            renamed[file.path] = before
        elif was_record and before:
            removed.add(before)
        elif is_record and file.kind == "removed":
            removed.add(file.path)
        elif is_record and file.kind in ("added", "copied", "renamed"):
            added.add(file.path)
        elif is_record and file.kind != "unchanged":
            edited.add(file.path)
    return RecordChanges(
        tuple(sorted(added)),
        tuple(sorted(edited)),
        dict(sorted(renamed.items())),
        tuple(sorted(removed)),
    )


def once_merged(
    at_base: Iterable[RecordFile], at_head: Iterable[RecordFile], files: Iterable[ChangedFile]
) -> tuple[RecordFile, ...]:
    """The record files after a merge: those of the base's tip, with what the pull request changes
    taken from its head. Sorted by path.
    """
    files = tuple(files)
    changed = {file.path for file in files if file.kind != "removed"}
    touched = {path for file in files for path in file.paths}
    merged = {file.path: file for file in at_base if file.path not in touched}
    merged |= {file.path: file for file in at_head if file.path in changed}
    return tuple(merged[path] for path in sorted(merged))


def record_work(snapshot: Snapshot) -> RecordWork:
    """What the pull request of `snapshot` does to records, for those who read the others."""
    changes = record_changes(snapshot.pull_request.files, snapshot.families)
    old_paths = {path: path for path in changes.edited} | dict(changes.renamed)
    restated = {old for new, old in old_paths.items() if _is_restated(snapshot, new, old)}
    return RecordWork(
        number=snapshot.pull_request.number,
        base_name=snapshot.pull_request.base_name,
        head_oid=snapshot.pull_request.head_oid,
        added=tuple(sorted((*changes.added, *changes.renamed))),
        edited=tuple(sorted((*changes.edited, *changes.gone))),
        restated=tuple(sorted(restated | set(changes.removed))),
        superseded=tuple(sorted(newly_superseded(snapshot, changes))),
    )


def newly_superseded(snapshot: Snapshot, changes: RecordChanges) -> frozenset[str]:
    """Paths of base records that are superseded at the head by what they were not at the base."""
    if not changes:
        return frozenset()
    families, repository = snapshot.families, snapshot.repository
    before = Lineage.of(snapshot.records_at_base, families, repository)
    after = Lineage.of(snapshot.records_at_head, families, repository)
    known = {file.path for file in snapshot.records_at_base}
    old_paths = changes.renamed
    pairs = {
        (old_paths.get(new, new), old_paths.get(old, old)) for new, old in _pairs(after, changes)
    }
    return frozenset(
        old for new, old in pairs if old in known and new not in before.superseded_by(old)
    )


def _pairs(lineage: Lineage, changes: RecordChanges) -> Iterator[tuple[str, str]]:
    """Who supersedes whom, as far as the changed records say or are said to."""
    for path in changes.touched:
        for old in lineage.supersedes(path):
            yield path, old
        for new in lineage.superseded_by(path):
            yield new, path


def _is_restated(snapshot: Snapshot, new: str, old: str) -> bool:
    before = record_at(snapshot.records_at_base, old)
    after = record_at(snapshot.records_at_head, new)
    if before is None or after is None:
        return before is not after
    return _statement(before) != _statement(after)


def _statement(record: Record) -> tuple[object, ...]:
    """What a record says of its status and of others, apart from where it says so."""
    relations = {(r.kind, r.text.casefold()) for r in record.relations}
    return record.status, record.status_raw.casefold(), frozenset(relations)


def record_at(files: Iterable[RecordFile], path: str) -> Record | None:
    """What the record at `path` says; None when it is not there or was not read."""
    return next((file.record for file in files if file.path == path), None)


def _is_record(path: str, families: tuple[RecordFamily, ...]) -> bool:
    return is_record_path(path) and family_of(path, families) is not None
