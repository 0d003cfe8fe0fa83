"""Which files there are in the record folders, at the base and once the pull request is merged."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from config.policy import Policy
from github_app.gateway.pull_requests.partial_reading import PartialReading
from github_app.gateway.pull_requests.records.record_memory import RecordKey, Seen
from snapshot.changed_file import ChangedFile
from snapshot.facts import RecordFile
from snapshot.record import Record
from snapshot.record_names import is_record_path

# About as long as a diff that GitHub leaves out.
_BYTES_OF_A_LEFT_OUT_DIFF = 200_000


@dataclass(frozen=True, slots=True)
class RecordSource:
    """A record whose text may be read: a file of the base, or one that the pull request changes.

    `size` is its length in bytes, for a changed file as far as that can be told.
    """

    path: str
    oid: str
    size: int
    is_link: bool = False
    is_changed: bool = False

    @property
    def key(self) -> RecordKey:
        return self.path, self.oid


def record_folders(policy: Policy) -> tuple[str, ...]:
    """The folders to be read for a pull request; none when no check that is on looks at records."""
    on = (settings for settings in policy.checks.values() if settings.mode != "off")
    return policy.record_folders if any(settings.reads().records for settings in on) else ()


def sources(draft: PartialReading) -> Iterator[RecordSource]:
    """All records, those that the pull request changes first."""
    in_base = draft.base.files_in(draft.folders)
    sizes = {file.path: file.size for file in in_base}
    for file in changed_in_folders(draft):
        if file.kind != "removed" and file.blob_oid and is_record_path(file.path):
            before = sizes.get(file.previous_path or file.path, 0)
            shown = _BYTES_OF_A_LEFT_OUT_DIFF if file.patch is None else len(file.patch)
            yield RecordSource(file.path, file.blob_oid, before + shown, is_changed=True)
    for entry in in_base:
        if is_record_path(entry.path):
            yield RecordSource(entry.path, entry.oid, entry.size, entry.is_link)


def changed_in_folders(draft: PartialReading) -> Iterator[ChangedFile]:
    """The changed files of record folders, and those that leave one."""
    inside = tuple(f"{folder}/" for folder in draft.folders)
    return (f for f in draft.files if any(path.startswith(inside) for path in f.paths))


def records_at_base(draft: PartialReading) -> tuple[RecordFile, ...]:
    """The files of the record folders at the base, with what each record says as far as read."""
    return tuple(
        RecordFile(file.path, file.oid, _record(draft.records.get((file.path, file.oid))))
        for file in draft.base.files_in(draft.folders)
    )


def records_at_head(
    at_base: Iterable[RecordFile],
    files: Iterable[ChangedFile],
    folders: Iterable[str],
    records: Mapping[RecordKey, Seen],
) -> tuple[RecordFile, ...]:
    """The files of `folders` once the pull request is merged: those of the base, with its changes
    applied. `records` says what is known of the changed ones.
    """
    inside = tuple(f"{folder}/" for folder in folders)
    found = {file.path: file for file in at_base}
    for file in files:
        for path in file.paths:
            found.pop(path, None)
        if file.kind != "removed" and file.path.startswith(inside):
            oid = file.blob_oid or ""
            found[file.path] = RecordFile(file.path, oid, _record(records.get((file.path, oid))))
    return tuple(found[path] for path in sorted(found))


def _record(seen: Seen | None) -> Record | None:
    return seen if isinstance(seen, Record) else None
