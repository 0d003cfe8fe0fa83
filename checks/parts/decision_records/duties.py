"""Decision records: which findings a pull request is responsible for.

What it adds or changes has to be sound, and nothing else may be worse than before. What was so
before, in records it merely touches, is not held against it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from checks.parts.decision_records.finding import RecordFinding
from checks.parts.decision_records.numbers import Clash, first_clashes
from checks.parts.decision_records.removals import named_as_gone
from checks.parts.decision_records.rules import record_findings
from snapshot.facts import Snapshot
from snapshot.record_changes import RecordChanges, record_at
from snapshot.record_lineage import Lineage

Clashes = Mapping[tuple[int, str], Clash]

_ABOUT_THE_NAME = ("file-name", "number-missing")
_ABOUT_THE_CONTENT = ("template", "stub", "section-missing", "status-missing", "unreadable-date")


@dataclass(frozen=True, slots=True)
class Duties:
    """`due` is what the pull request brought about; `older` are the findings in records it changes
    that the base has as well.
    """

    due: tuple[RecordFinding, ...]
    older: tuple[RecordFinding, ...]


def duties(snapshot: Snapshot, changes: RecordChanges, clashes: Clashes) -> Duties:
    """Compare the findings at the head with those at the base.

    `clashes` are those of all open pull requests; the ones with another pull request are left out.
    """
    at_base = Lineage.of(snapshot.records_at_base, snapshot.families, snapshot.repository)
    renamed = {old: new for new, old in changes.renamed.items()}
    known = {_identity(finding, renamed) for finding in _at_base(snapshot, changes, at_base)}
    companions = {finding.path for finding in known if finding.rule == "companion"}
    due, older = [], []
    for finding in _at_head(snapshot, changes, clashes):
        was_companion = finding.path in companions and finding.rule in _ABOUT_THE_CONTENT
        is_new = _identity(finding, {}) not in known and not was_companion
        if is_new or _is_decided_now(finding, snapshot, changes):
            if finding.rule not in _ABOUT_THE_NAME or finding.path not in changes.edited:
                due.append(named_as_gone(finding, snapshot, changes, at_base))
        elif finding.path in changes.touched:
            older.append(finding)
    return Duties(tuple(due), tuple(older))


def all_clashes(
    snapshot: Snapshot, changes: RecordChanges, others: Sequence[tuple[int, Sequence[str]]]
) -> dict[tuple[int, str], Clash]:
    """The numbers that are taken when this and all `others` (pull request, added paths) come."""
    touched = changes.touched
    standing = [file.path for file in snapshot.records_at_head if file.path not in touched]
    return first_clashes(
        standing, sorted([*others, (snapshot.pull_request.number, sorted(touched))])
    )


def _at_head(
    snapshot: Snapshot, changes: RecordChanges, clashes: Clashes
) -> tuple[RecordFinding, ...]:
    own = snapshot.pull_request.number
    taken = {
        path: clash
        for (number, path), clash in clashes.items()
        if number == own and clash.held_by in (None, own)
    }
    files, families = snapshot.records_at_head, snapshot.families
    lineage = Lineage.of(files, families, snapshot.repository)
    return record_findings(files, families, lineage, changes.touched, taken)


def _at_base(
    snapshot: Snapshot, changes: RecordChanges, lineage: Lineage
) -> tuple[RecordFinding, ...]:
    files, families = snapshot.records_at_base, snapshot.families
    paths = [*changes.edited, *changes.renamed.values()]
    standing = [file.path for file in files if file.path not in paths]
    clashes = first_clashes(standing, [(1, sorted(paths))])
    taken = {path: clash for (_, path), clash in clashes.items()}
    return record_findings(files, families, lineage, paths, taken)


def _identity(finding: RecordFinding, renamed: Mapping[str, str]) -> RecordFinding:
    """What makes it the same finding at base and head."""
    about = () if finding.rule == "file-name" else finding.about
    return replace(
        finding,
        path=renamed.get(finding.path, finding.path),
        about=tuple(renamed.get(each, each) for each in about),
        line=0,
        what="",
        remedy="",
    )


def _is_decided_now(finding: RecordFinding, snapshot: Snapshot, changes: RecordChanges) -> bool:
    """A record that becomes accepted has to be complete, whatever it was before."""
    if finding.rule not in _ABOUT_THE_CONTENT or finding.path not in changes.touched:
        return False
    old_path = changes.renamed.get(finding.path, finding.path)
    before = record_at(snapshot.records_at_base, old_path)
    after = record_at(snapshot.records_at_head, finding.path)
    was_accepted = before is not None and before.status == "accepted"
    return after is not None and after.status == "accepted" and not was_accepted
