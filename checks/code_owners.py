"""What a pull request writes into CODEOWNERS takes effect.

When this holds, each line of CODEOWNERS that a pull request adds or changes is understood by
GitHub, names owners who can approve, matches at least one file, does not lose all of them to later
lines with other owners, and does not leave an older line without any.

Why: A line of CODEOWNERS that does nothing looks like one that works. GitHub skips what it does
not understand, leaves out owners without write access and lets the last line win, all without a
word on the pull request; the files are then merged without the people who answer for them.

Remedy: Each finding stands at its line and says what to write. Owners need write access to the
repository, a team its own and to be visible; the last line that matches a file decides alone.

Limits: The file is judged as it is at the head of the pull request, in the first of the places
where GitHub looks; files that only the base branch has are not seen. Whether owners exist and may
write is GitHub's own answer, asked for anew when teams or access change, or after an hour. What is
amiss in lines that were there before is counted, not asked for, unless the pull request itself
takes all files from them. A line whose files narrower lines below share out among themselves is
left alone: it stands for files to come. In a repository with so many files that GitHub does not
list them all, nothing is said about which patterns match.
"""

from __future__ import annotations

from checks.engine.declare import CheckSettings, Reads
from checks.engine.verdict import Finding, Judged, NotApplicable, Verdict
from checks.engine.words import code, listing, plural
from checks.parts.code_owners.changes import OwnerChanges, owner_changes
from checks.parts.code_owners.findings import powerless_lines, skipped_lines, unknown_owners
from checks.parts.code_owners.place_findings import misplaced, moved
from checks.parts.code_owners.reach import Reach, reach
from checks.parts.code_owners.rule_findings import idle_rules
from checks.parts.code_owners.summary import evidence, facts, headline
from checks.parts.code_owners.takeovers import takeovers
from snapshot.codeowners import LOCATIONS, parse
from snapshot.edited_owners import edits_owners
from snapshot.facts import Snapshot
from snapshot.pull_request import PullRequest

_MOST_FINDINGS = 1_000


class Settings(CheckSettings):
    """The knobs of code owners that take effect."""

    def reads(self) -> Reads:
        """CODEOWNERS at the head and what it is about, where a pull request edits it."""
        return Reads(edited_owners=True)


def judge(snapshot: Snapshot, settings: Settings) -> Verdict:  # noqa: ARG001
    """Whether the changed lines of CODEOWNERS do what they look like."""
    if not any(map(edits_owners, snapshot.pull_request.files)):
        return NotApplicable(_untouched(snapshot.pull_request), headline="CODEOWNERS is not edited")
    edited = snapshot.edited_owners
    if edited is None:
        return Judged("CODEOWNERS could not be read", (_unread(),))
    changes = owner_changes(snapshot, edited)
    reached = _reached(changes)
    found = [*skipped_lines(changes), *unknown_owners(changes)]
    new = [finding for finding in found if finding.line in changes.lines]
    new += _idle(snapshot, changes, reached)
    due = [*misplaced(snapshot, edited), *sorted(new, key=lambda finding: finding.line or 0)]
    older = [finding for finding in found if finding.line not in changes.lines]
    return Judged(
        headline=headline(changes, due),
        findings=tuple(due[:_MOST_FINDINGS]),
        facts=facts(changes, reached, moved(snapshot, edited)),
        evidence=evidence(changes, reached, older, unshown=len(due) - _MOST_FINDINGS),
    )


def _reached(changes: OwnerChanges) -> Reach | None:
    paths = changes.edited.paths
    return None if paths is None else reach(changes.codeowners, paths, powerless_lines(changes))


def _idle(snapshot: Snapshot, changes: OwnerChanges, reached: Reach | None) -> list[Finding]:
    paths = changes.edited.paths
    if reached is None or paths is None:
        return []
    before = parse(snapshot.codeowners.text if snapshot.codeowners else "")
    return [
        *idle_rules(changes, reached, paths, snapshot.pull_request.head_oid),
        *takeovers(changes, reached, before, paths),
    ]


def _untouched(pull_request: PullRequest) -> str:
    places = listing([code(place) for place in LOCATIONS], len(LOCATIONS), "or")
    if pull_request.files_complete:
        return f"The pull request does not touch {places}."
    return (
        f"Of {plural(pull_request.changed_files, 'changed file')} GitHub lists "
        f"{len(pull_request.files):,}, and none of those is {places}."
    )


def _unread() -> Finding:
    return Finding(
        "What CODEOWNERS says at the head of the pull request could not be read.",
        "Re-run the check; it is read anew then.",
    )
