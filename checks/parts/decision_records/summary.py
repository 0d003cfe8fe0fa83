"""Decision records: what the check says of a pull request as a whole."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from urllib.parse import quote

from checks.engine.words import bullets, code, code_path, listing, plural, table
from checks.parts.decision_records.finding import RecordFinding
from snapshot.facts import Snapshot
from snapshot.pull_request import PullRequest
from snapshot.record import Record
from snapshot.record_changes import RecordChanges, record_at
from snapshot.record_names import is_named_as_record, is_record_path

_MOST_NAMED = 3
_MOST_ROWS = 50


def headline(snapshot: Snapshot, changes: RecordChanges, due: Sequence[RecordFinding]) -> str:
    """The verdict in one line."""
    if len(due) == 1:
        return due[0].title
    if due:
        records = len({finding.path for finding in due})
        return f"{plural(len(due), 'thing')} to settle in {plural(records, 'record')}"
    read = [path for path in changes.touched if record_at(snapshot.records_at_head, path)]
    if unread := len(changes.touched) - len(read):
        sound = f"{plural(len(read), 'record')} sound, " if read else ""
        return f"{sound}{plural(unread, 'record')} not read"
    if changes.touched:
        return f"{plural(len(changes.touched), 'record')} sound"
    return f"{plural(len(changes.removed), 'record')} removed, and none refers to what is gone"


def facts(snapshot: Snapshot, changes: RecordChanges) -> str:
    """What the pull request does to records, in one sentence."""
    told = []
    for verb, paths in (
        ("adds", changes.added),
        ("edits", changes.edited),
        ("renames", tuple(changes.renamed)),
        ("removes", changes.removed),
    ):
        if paths:
            named = listing([linked(snapshot, path) for path in paths], _MOST_NAMED)
            told.append(f"{verb} {named}")
    return f"This pull request {', and '.join(filter(None, [', '.join(told[:-1]), told[-1]]))}."


def nothing_touched(snapshot: Snapshot) -> str:
    """The reason why there is nothing to judge."""
    folders = sorted({folder for family in snapshot.families for folder in family.folders})
    where = listing([code(folder) for folder in folders], 8, "or")
    reason = f"No record in {where} is added, edited, renamed or removed."
    likely = (file.path for file in snapshot.pull_request.files if file.kind == "added")
    outside = next((p for p in likely if is_record_path(p) and is_named_as_record(p)), "")
    if outside:
        reason += (
            f" {code_path(outside)} looks like one, and lies in no folder of records: where it "
            f"should count, name its folder in the policy under {code('records.adr.folders')}."
        )
    return reason


def evidence(
    snapshot: Snapshot,
    changes: RecordChanges,
    remarks: Sequence[str],
    rewritten: Mapping[str, int],
) -> str:
    """A table of the records that are touched, and `remarks` (sentences) below it."""
    rows = list(_rows(snapshot, changes, rewritten))
    parts = [table(["Record", "Change", "Status"], rows[:_MOST_ROWS])]
    if len(rows) > _MOST_ROWS:
        parts.append(f"And {plural(len(rows) - _MOST_ROWS, 'more record')}.")
    return "\n\n".join([*parts, bullets(remarks)]).strip()


def remarks(
    snapshot: Snapshot, notes: Sequence[RecordFinding], older: Sequence[RecordFinding]
) -> Iterator[str]:
    """What is worth knowing and asks for nothing."""
    for note in notes:
        yield f"{note.what} {note.remedy}"
    if older:
        titles = sorted({code_path(finding.path) for finding in older})
        yield (
            f"{plural(len(older), 'thing was', 'things were')} so before in "
            f"{listing(titles, _MOST_NAMED)}: {listing(_titles(older), 5)}."
        )
    if not snapshot.pull_request.files_complete:
        yield _cut(snapshot.pull_request)


def not_compared(snapshot: Snapshot) -> str:
    """The remark where nothing is known of other pull requests."""
    if snapshot.pull_request.number == 0:
        return "Whether another open pull request takes the same number needs GitHub."
    return "Other open pull requests could not be compared with this one."


def linked(snapshot: Snapshot, path: str) -> str:
    """A record's path, with its page where there is one."""
    url, pull_request = snapshot.repository.url, snapshot.pull_request
    if not url:
        return code_path(path)
    at_head = any(file.path == path for file in snapshot.records_at_head)
    commit = pull_request.head_oid if at_head else pull_request.base_oid
    return f"[{code_path(path)}]({url}/blob/{commit}/{quote(path)})"


def _titles(findings: Sequence[RecordFinding]) -> list[str]:
    return sorted({finding.title[:1].lower() + finding.title[1:] for finding in findings})


def _cut(pull_request: PullRequest) -> str:
    return (
        f"GitHub lists {len(pull_request.files):,} of "
        f"{plural(pull_request.changed_files, 'changed file')}; records among the others are not "
        "judged."
    )


def _rows(
    snapshot: Snapshot, changes: RecordChanges, rewritten: Mapping[str, int]
) -> Iterator[tuple[str, str, str]]:
    base, head = snapshot.records_at_base, snapshot.records_at_head
    for path in changes.added:
        yield linked(snapshot, path), "added", _status(record_at(head, path))
    for path in changes.edited:
        moved = _moved(record_at(base, path), record_at(head, path))
        what = "edited, its decision too" if path in rewritten else "edited"
        yield linked(snapshot, path), what, moved
    for path, old in changes.renamed.items():
        moved = _moved(record_at(base, old), record_at(head, path))
        yield linked(snapshot, path), f"renamed from {code_path(old)}", moved
    for path in changes.removed:
        yield linked(snapshot, path), "removed", _status(record_at(base, path))


def _moved(before: Record | None, after: Record | None) -> str:
    one, other = _status(before), _status(after)
    return other if one == other or before is None else f"{one} → {other}"


def _status(record: Record | None) -> str:
    """The status in its normal form; where it has none, as it is written."""
    if record is None:
        return "not read"
    if record.status == "unknown":
        return f"unknown: {code(record.status_raw, 40)}"
    return record.status or "none"
