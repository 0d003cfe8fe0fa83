"""Decision records: what a pull request takes away: files, and what accepted ones decided."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from checks.engine.words import code_path
from checks.parts.decision_records.finding import RecordFinding
from checks.parts.decision_records.sections import is_called
from snapshot.changed_file import ChangedFile
from snapshot.diff import hunks
from snapshot.facts import Snapshot
from snapshot.record import Record
from snapshot.record_changes import RecordChanges, record_at
from snapshot.record_lineage import Lineage

_DECISION = ("Decision", "Decision Outcome", "Outcome")
_LAST_LINE = 1_000_000


def accepted_removed(snapshot: Snapshot, changes: RecordChanges) -> Iterator[RecordFinding]:
    """A note for each accepted record that is removed."""
    for path in changes.removed:
        record = record_at(snapshot.records_at_base, path)
        if record and record.status == "accepted":
            yield RecordFinding(
                "accepted-removed",
                "note",
                path,
                1,
                f"{code_path(path)} was accepted and is removed.",
                "A decision that no longer holds is better kept, with the status `deprecated` or "
                "`superseded`: people will ask why it was so.",
            )


def named_as_gone(
    finding: RecordFinding, snapshot: Snapshot, changes: RecordChanges, at_base: Lineage
) -> RecordFinding:
    """The same finding; a reference to what this pull request removes or renames says so."""
    record = record_at(snapshot.records_at_base, finding.path)
    if finding.rule != "unresolved-reference" or record is None:
        return finding
    citations = (c for relation in record.relations for c in relation.citations)
    targets = (at_base.resolve(c, record.path) for c in citations if (c.text,) == finding.about)
    gone = next((path for path in targets if path in changes.gone), None)
    if gone is None:
        return finding
    new = next((new for new, old in changes.renamed.items() if old == gone), None)
    fate = f"renames to {code_path(new)}" if new else "removes"
    return replace(
        finding,
        what=f"{code_path(finding.path)}, line {finding.line}, refers to {code_path(gone)}, which "
        f"this pull request {fate}.",
        remedy="Correct the reference there."
        if new
        else "Keep the record, marked as deprecated or superseded; or correct the reference.",
    )


def rewritten_decisions(snapshot: Snapshot, changes: RecordChanges) -> dict[str, int]:
    """Accepted records whose decision is changed while they stay accepted: path and first line."""
    old_paths = {path: path for path in changes.edited} | dict(changes.renamed)
    found: dict[str, int] = {}
    for file in snapshot.pull_request.files:
        if file.path in old_paths:
            before = record_at(snapshot.records_at_base, old_paths[file.path])
            after = record_at(snapshot.records_at_head, file.path)
            if before and after and before.status == after.status == "accepted":
                line = _first_changed(file, before, after)
                if line:
                    found[file.path] = line
    return found


def decision_rewritten(path: str, line: int) -> RecordFinding:
    """The finding where the policy protects accepted records."""
    return RecordFinding(
        "decision-rewritten",
        "error",
        path,
        line,
        f"{code_path(path)} is accepted, and line {line} changes what it decided.",
        "Record the new decision in a record of its own that amends or supersedes this one.",
    )


def _first_changed(file: ChangedFile, before: Record, after: Record) -> int:
    """The first new line in the section of the decision; its heading where lines are only taken
    out, 0 when it reads as before.
    """
    old, new = _decision(before), _decision(after)
    lines = [line for hunk in hunks(file.patch) for line in hunk.lines if line.text.strip()]
    added = [line.number for line in lines if line.kind == "added" and line.number in new]
    is_less = any(line.kind == "removed" and line.number in old for line in lines)
    return next(iter(added), max(new.start - 1, 1) if is_less else 0)


def _decision(record: Record) -> range:
    """The lines below the heading of the decision."""
    for place, section in enumerate(record.sections):
        if is_called(section, _DECISION):
            following = record.sections[place + 1 :]
            ends = (each.line for each in following if each.level <= section.level)
            return range(section.line + 1, next(ends, _LAST_LINE))
    return range(0)
