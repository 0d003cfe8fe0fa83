"""From records and merged pull requests to the log."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence

from decisions.log import DecisionLog, LogEntry, MergedPullRequest
from snapshot.facts import RecordFile, Repository
from snapshot.record_family import RecordFamily, family_of
from snapshot.record_index import RecordIndex
from snapshot.record_lineage import Lineage
from snapshot.record_names import is_record_path
from snapshot.text_references import references, together


def decision_log(
    repository: Repository,
    branch: str,
    commit_oid: str,
    files: Sequence[RecordFile],
    families: Sequence[RecordFamily],
    merged: Sequence[MergedPullRequest],
) -> DecisionLog:
    """The log of the records among `files`, templates left out.

    A merged pull request carried out the records that its texts or its branch cite, and waived
    those it says it departs from. One that changed records alone decided, and carried nothing out;
    where its paths are not known, it counts as one that did.
    """
    written = [file for file in files if file.record is None or not file.record.is_template]
    records = {file.path: file.record for file in written if file.record is not None}
    lineage = Lineage.of(files, families, repository)
    index = RecordIndex(tuple(records), repository, tuple(families))
    carried_out, waived = _mentions(merged, index, families)
    entries = []
    for path, record in records.items():
        family = family_of(path, families)
        if family is not None:
            entry = LogEntry(
                record,
                family.name,
                supersedes=lineage.supersedes(path),
                superseded_by=lineage.superseded_by(path),
                implemented_by=tuple(sorted(carried_out[path])),
                waived_by=tuple(sorted(waived[path])),
            )
            entries.append(entry)
    return DecisionLog(
        repository=repository,
        branch=branch,
        commit_oid=commit_oid,
        entries=tuple(sorted(entries, key=_place)),
        folders=tuple(sorted({folder for family in families for folder in family.folders})),
        unread=tuple(sorted(f.path for f in written if not f.record and is_record_path(f.path))),
    )


def of_family(log: DecisionLog, family: RecordFamily) -> DecisionLog:
    """The part of the log that is about one family."""
    unread = (path for path in log.unread if family_of(path, (family,)))
    return DecisionLog(
        repository=log.repository,
        branch=log.branch,
        commit_oid=log.commit_oid,
        entries=tuple(entry for entry in log.entries if entry.family == family.name),
        folders=family.folders,
        unread=tuple(unread),
    )


def _mentions(
    merged: Sequence[MergedPullRequest], index: RecordIndex, families: Sequence[RecordFamily]
) -> tuple[Mapping[str, set[int]], Mapping[str, set[int]]]:
    """By path, the numbers of those that carried a record out, and of those that waived it."""
    carried_out: dict[str, set[int]] = defaultdict(set)
    waived: dict[str, set[int]] = defaultdict(set)
    for pull_request in merged:
        if not pull_request.number or _only_decides(pull_request, families):
            continue
        texts = (*pull_request.texts, pull_request.branch)
        said = together(references(text, index, pull_request.paths) for text in texts)
        departs = {waiver.path for waiver in said.waived}
        for path in departs:
            waived[path].add(pull_request.number)
        for path in set(said.refs) - departs:
            carried_out[path].add(pull_request.number)
    return carried_out, waived


def _only_decides(pull_request: MergedPullRequest, families: Sequence[RecordFamily]) -> bool:
    paths = pull_request.paths
    return bool(paths) and all(family_of(path, families) for path in paths)


def _place(entry: LogEntry) -> tuple[str, bool, int, str]:
    record = entry.record
    folder = record.path.rpartition("/")[0]
    return folder, record.number is None, record.number or 0, record.path
