"""Review coverage: the table of files, owners, approvals and what is missing, and the notes."""

from __future__ import annotations

from collections.abc import Iterator

from checks.engine.words import code, code_path, listing, plural, table
from checks.parts.coverage_map import Coverage, Group
from checks.parts.demand_words import missing, names
from checks.parts.reviewers import name_of
from snapshot.changed_file import ChangedFile
from snapshot.codeowners import parse
from snapshot.facts import Snapshot

MOST_ROWS = 100
_HEADER = ("File", "Owners", "Covered by", "What is missing")


def coverage_table(coverage: Coverage) -> str:
    """Uncovered files first. Beyond 100 files, those that need the same share a row."""
    if sum(len(group.files) for group in coverage.groups) <= MOST_ROWS:
        each = [(file, group) for group in coverage.groups for file in group.files]
        each.sort(key=lambda pair: (pair[1].is_covered, pair[0].path))
        return table(_HEADER, [(_file(file), *_cells(group)) for file, group in each])
    rows = [(_files(group), *_cells(group)) for group in coverage.groups[:MOST_ROWS]]
    left_out = coverage.groups[MOST_ROWS:]
    if not left_out:
        return table(_HEADER, rows)
    more = plural(sum(len(group.files) for group in left_out), "more file")
    return f"{table(_HEADER, rows)}\n\n_{more} in {plural(len(left_out), 'row')} not shown._"


def notes(snapshot: Snapshot, coverage: Coverage) -> tuple[str, ...]:
    """What else to know: reviews and owners that do not count, each with the reason."""
    codeowners = parse(snapshot.codeowners.text) if snapshot.codeowners else None
    return (
        *(
            f"{name_of(one.review)} {one.reason}; this has no effect."
            for one in coverage.reviews.disregarded
        ),
        *_outdated(coverage),
        *_unmatched(coverage),
        *(
            f"{code(name)} took part in the change without a GitHub account, so reviews cannot be "
            "compared with this author."
            for name in coverage.reviews.unknown
        ),
        *(
            f"Line {problem.line} of CODEOWNERS is skipped, as GitHub does: {problem.reason}"
            for problem in (codeowners.problems if codeowners else ())
        ),
    )


def _outdated(coverage: Coverage) -> Iterator[str]:
    for review in coverage.reviews.approvals:
        stale = sum(not review.still_covers(file.path) for file in coverage.files)
        if stale:
            yield (
                f"{name_of(review)} approved an earlier commit; what was pushed since touches "
                f"{plural(stale, 'file')}, not covered by that approval."
            )


def _unmatched(coverage: Coverage) -> Iterator[str]:
    demands = {demand for group in coverage.groups for demand in group.demands}
    reasons = {name: why for demand in demands for name, why in demand.unmatched.items()}
    for name, reason in sorted(reasons.items()):
        yield f"The owner {code(name)} {reason}."
    refused = {who: why for demand in demands for who, why in demand.refused.items()}
    for login, reason in sorted(refused.items()):
        yield f"{code(login)} {reason}; this has no effect there."


def _cells(group: Group) -> tuple[str, str, str]:
    named = [demand for demand in group.demands if demand.kind != "anybody"]
    owners = ", and ".join(names(demand) for demand in named)
    approvers = listing([_approver(login, group) for login in group.approvers], 3)
    return owners or "anybody", approvers or "nobody", missing(group) or "nothing"


def _approver(login: str, group: Group) -> str:
    named = [demand for demand in group.demands if demand.kind != "anybody"]
    owns = not named or any(login in demand.given for demand in named)
    return code(login) if owns else f"{code(login)}, not an owner"


def _file(file: ChangedFile) -> str:
    was = f" (was {code(file.previous_path)})" if len(file.paths) > 1 and file.previous_path else ""
    return code(file.path) + was


def _files(group: Group) -> str:
    if len(group.files) == 1:
        return _file(group.files[0])
    return listing([code_path(file.path) for file in group.files], 3)
