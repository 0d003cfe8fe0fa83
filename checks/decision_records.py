"""Records that a pull request touches are sound, and collide with no other one.

When this holds, the decision records (and RFCs, postmortems and whatever else the policy keeps as
records) that a pull request adds or changes are complete, have a number and a name that fit, agree
with the records they refer to, and nothing that it removes or supersedes leaves another record
behind that says something else.

Why: Two branches take the same number and both are green; a decision is superseded and the old page
still says accepted. Nobody sees it in either diff, and a year later people follow the wrong page.

Remedy: Each finding stands at the record's line and says what to write: the next free number with
the new file name, the missing section, the sentence that the other record lacks.

Limits: Only what this pull request brings about is judged. What was so before in a record it
touches is counted, not asked for, unless the record becomes accepted by it; `plumbline adr lint`
shows everything. References are those that records make to each other as their status or relations;
links in running text are not followed. A name is compared with those beside it when at least three
of them, and four of five, agree. Of other open pull requests those into the same base are compared,
by the paths they change where nobody has read them yet. Files that are links, binary or too large
are named and not judged.
"""

from __future__ import annotations

from pydantic import Field

from checks.engine.declare import CheckSettings, Reads
from checks.engine.verdict import Finding, Judged, NotApplicable, Verdict
from checks.parts.decision_records.collisions import collisions, into_same_base
from checks.parts.decision_records.duties import all_clashes, duties
from checks.parts.decision_records.finding import RecordFinding
from checks.parts.decision_records.removals import (
    accepted_removed,
    decision_rewritten,
    rewritten_decisions,
)
from checks.parts.decision_records.summary import (
    evidence,
    facts,
    headline,
    not_compared,
    nothing_touched,
    remarks,
)
from snapshot.facts import Snapshot
from snapshot.record_changes import record_changes, record_work
from snapshot.record_work import RecordWork


class Settings(CheckSettings):
    """The knobs of sound records."""

    file_names: bool = Field(
        default=True,
        description="A new record is named as the others in its folder: number or date, prefix, "
        "width, separator, extension. Says nothing where they have no clear scheme.",
    )
    other_pull_requests: bool = Field(
        default=True,
        description="Other open pull requests into the same branch are compared: the same number, "
        "the same file, the same record superseded or its status changed. The pull request with "
        "the lower number keeps what it has, the later one is asked to give way.",
    )
    protect_accepted: bool = Field(
        default=False,
        description="What an accepted record decided is not changed any more: a change below its "
        "heading `Decision` is a finding, as a new record should amend or supersede it.",
    )

    def reads(self) -> Reads:
        """The records, to compare them with each other."""
        return Reads(records=True)


def judge(snapshot: Snapshot, settings: Settings) -> Verdict:
    """Whether the records this pull request touches are sound, and remain so beside others."""
    changes = record_changes(snapshot.pull_request.files, snapshot.families)
    if not changes:
        return NotApplicable(nothing_touched(snapshot), headline="No record is touched")
    others = _others(snapshot, settings)
    work = record_work(snapshot)
    clashes = all_clashes(snapshot, changes, [(other.number, other.added) for other in others])
    found = duties(snapshot, changes, clashes)
    rewritten = rewritten_decisions(snapshot, changes)
    told = [
        *(finding for finding in found.due if _is_wanted(finding, settings)),
        *accepted_removed(snapshot, changes),
        *collisions(work, others, clashes, _status_lines(snapshot), snapshot.repository.url),
    ]
    if settings.protect_accepted:
        told += [decision_rewritten(path, line) for path, line in rewritten.items()]
    due = [finding for finding in told if finding.severity != "note"]
    notes = [finding for finding in told if finding.severity == "note"]
    said = list(remarks(snapshot, notes, found.older))
    if settings.other_pull_requests and snapshot.others is None:
        said.append(not_compared(snapshot))
    return Judged(
        headline=headline(snapshot, changes, due),
        findings=tuple(_placed(finding, snapshot) for finding in due),
        facts=facts(snapshot, changes),
        evidence=evidence(snapshot, changes, said, rewritten),
        notes=tuple(_placed(finding, snapshot) for finding in notes),
    )


def _others(snapshot: Snapshot, settings: Settings) -> tuple[RecordWork, ...]:
    if not settings.other_pull_requests or snapshot.others is None:
        return ()
    return into_same_base(snapshot.pull_request, snapshot.others)


def _is_wanted(finding: RecordFinding, settings: Settings) -> bool:
    return settings.file_names or finding.rule != "file-name"


def _status_lines(snapshot: Snapshot) -> dict[str, int]:
    """Where the records at the head state their status."""
    return {
        file.path: file.record.status_line
        for file in snapshot.records_at_head
        if file.record and file.record.status_line
    }


def _placed(finding: RecordFinding, snapshot: Snapshot) -> Finding:
    """The finding at its line; without a place where the file is no more at the head."""
    placed = finding.as_finding()
    if any(file.path == finding.path for file in snapshot.records_at_head):
        return placed
    return Finding(placed.what, placed.remedy, title=placed.title)
