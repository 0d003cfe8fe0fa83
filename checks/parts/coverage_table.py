"""Review coverage: the table of files, owners, approvals and what is missing, and the notes."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence

from checks.engine.words import code, code_path, listing, plural, table
from checks.parts.coverage import FileCoverage, Owners
from checks.parts.reviewers import Standing, name_of, without_account
from snapshot.changed_file import ChangedFile
from snapshot.codeowners import Codeowners
from snapshot.facts import Snapshot

MOST_ROWS = 100
_HEADER = ("File", "Owners", "Covered by", "What is missing")


def coverage_table(coverage: Sequence[FileCoverage]) -> str:
    """Uncovered files first. Beyond 100 files, those that read alike share a row."""
    ordered = sorted(coverage, key=lambda one: one.covered)
    if len(ordered) <= MOST_ROWS:
        return table(_HEADER, [(_file(one.file), *_cells(one)) for one in ordered])
    alike: dict[object, list[FileCoverage]] = defaultdict(list)
    for one in ordered:
        owners, lacking = ([o.names for o in some] for some in (one.owners, one.lacking))
        alike[(*owners, None, *lacking, one.approvers, one.short_by)].append(one)
    groups = list(alike.values())
    rows = [(_files(group), *_cells(group[0])) for group in groups[:MOST_ROWS]]
    left_out = groups[MOST_ROWS:]
    if not left_out:
        return table(_HEADER, rows)
    more = plural(sum(map(len, left_out)), "more file")
    return f"{table(_HEADER, rows)}\n\n_{more} in {plural(len(left_out), 'row')} not shown._"


def missing(one: FileCoverage) -> str:
    """What the file still needs, as Markdown; "" when it is covered."""
    needs = [lack(owners) for owners in one.lacking]
    beyond_owners = one.short_by - len(one.lacking)
    if beyond_owners > 0:
        needs.append(
            plural(beyond_owners, "more approval" if one.owners or one.approvers else "approval")
        )
    return " and ".join(needs)


def lack(owners: Owners) -> str:
    """What one set of owners still owes, or why it cannot give it."""
    if owners.logins:
        return f"an owner's approval ({names(owners)})"
    if owners.unmatched:
        return f"an owner's approval, but no account is known behind {names(owners)}"
    return f"the approval of an owner who took no part in the change (not {names(owners)})"


def names(owners: Owners, most: int = 4) -> str:
    """The owners as CODEOWNERS names them, quoted."""
    return listing([code(name, 100) for name in owners.names], most, "or")


def notes(
    snapshot: Snapshot,
    codeowners: Codeowners | None,
    coverage: Sequence[FileCoverage],
    reviews: Standing,
) -> tuple[str, ...]:
    """What else to know: reviews and owners that do not count, each with the reason."""
    return (
        *(
            f"{name_of(one.review)} {one.reason}; this has no effect."
            for one in reviews.disregarded
        ),
        *_outdated(coverage, reviews),
        *_unmatched(coverage),
        *(
            f"{code(name)} wrote commits without a GitHub account, so reviews cannot be compared "
            "with this author."
            for name in without_account(snapshot.pull_request)
        ),
        *(
            f"Line {problem.line} of CODEOWNERS is skipped, as GitHub does: {problem.reason}"
            for problem in (codeowners.problems if codeowners else ())
        ),
    )


def _outdated(coverage: Sequence[FileCoverage], reviews: Standing) -> Iterator[str]:
    for review in reviews.approvals:
        stale = sum(not review.still_covers(one.file.path) for one in coverage)
        if stale:
            yield (
                f"{name_of(review)} approved an earlier commit; what was pushed since touches "
                f"{plural(stale, 'file')}, not covered by that approval."
            )


def _unmatched(coverage: Sequence[FileCoverage]) -> Iterator[str]:
    reasons = {
        name: reason
        for one in coverage
        for owners in one.owners
        for name, reason in owners.unmatched.items()
    }
    for name, reason in sorted(reasons.items()):
        yield f"The owner {code(name)} {reason}."


def _cells(one: FileCoverage) -> tuple[str, str, str]:
    owners = ", and ".join(names(owners) for owners in one.owners)
    approvers = listing([_approver(login, one) for login in one.approvers], 3)
    return owners or "anybody", approvers or "nobody", missing(one) or "nothing"


def _approver(login: str, one: FileCoverage) -> str:
    owns = not one.owners or any(login in owners.logins for owners in one.owners)
    return code(login) if owns else f"{code(login)}, not an owner"


def _file(file: ChangedFile) -> str:
    was = f" (was {code(file.previous_path)})" if len(file.paths) > 1 and file.previous_path else ""
    return code(file.path) + was


def _files(group: Sequence[FileCoverage]) -> str:
    if len(group) == 1:
        return _file(group[0].file)
    return listing([code_path(one.file.path) for one in group], 3)
