"""The map in words: what does not count, what is stale, and what could not be matched."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping

from checks.engine.words import code, listing
from checks.parts.review_coverage.coverage_map import Coverage
from checks.parts.review_coverage.demand_words import stands_elsewhere, subject
from checks.parts.review_coverage.people.reviewers import approvals_by_login, login_of
from checks.parts.review_coverage.text.files import where
from checks.parts.review_coverage.text.words import who_and_when
from snapshot.changed_file import ChangedFile
from snapshot.codeowners import parse
from snapshot.facts import Snapshot
from snapshot.pull_request import Comparison, Review

_UNCOMPARED: Mapping[Comparison, str] = {
    "commit_gone": "GitHub knows that commit no longer, so what it held cannot be compared",
    "too_long": "the change is longer than GitHub's comparisons, so what it was then is not known",
    "too_many": "there are more commits with reviews than are compared",
    "other_base": "the pull request targeted another branch then, and what it changed there is not "
    "known any more",
}


def ignored(coverage: Coverage, snapshot: Snapshot) -> Iterator[str]:
    """Approvals and requests without effect, each with the commit and the reason."""
    for one in coverage.reviews.disregarded:
        yield f"{who_and_when(one.review, snapshot.now)}: {one.reason}."
    given = dict(approvals_by_login(coverage.reviews))
    for login, reason in (*_refused(coverage), *_in_another_role(coverage)):
        review = given.get(login)
        yield f"{who_and_when(review, snapshot.now) if review else code(login)}: {reason}."


def _refused(coverage: Coverage) -> Iterator[tuple[str, str]]:
    """Who approved without the permission asked for, and where."""
    demands = {demand for group in coverage.groups for demand in group.demands}
    for demand in sorted(demands, key=lambda one: (one.name, one.line or 0)):
        for login, reason in sorted(demand.refused.items()):
            where = f"the area {code(demand.name)}" if demand.name else "CODEOWNERS"
            yield login, f"{reason}; it has no effect in {where}"


def _in_another_role(coverage: Coverage) -> Iterator[tuple[str, str]]:
    """Who could stand for a role that is lacking, but stands for another one."""
    for group in coverage.uncovered:
        for lack in group.lacks:
            for login in stands_elsewhere(group, lack.demand, coverage):
                taken = [role for role, people in coverage.signed.items() if login in people]
                yield (
                    login,
                    f"approved, and stands for {listing([code(role) for role in taken], 3)}; one "
                    f"person stands for one role, so it has no effect as {subject(lack.demand)}",
                )


def stale(coverage: Coverage, snapshot: Snapshot) -> Iterator[str]:
    """Approvals of earlier commits: what they cover no longer, and why."""
    outdated: dict[str, list[ChangedFile]] = defaultdict(list)
    for group in coverage.groups:
        for login in group.outdated:
            outdated[login] += group.files
    as_read = {login_of(review): review for review in snapshot.pull_request.reviews or ()}
    for login, review in approvals_by_login(coverage.reviews):
        if files := sorted(outdated.get(login, []), key=lambda file: file.path):
            why = _why_stale(review, as_read.get(login, review), files)
            yield f"{who_and_when(review, snapshot.now)}: {why}."


def _why_stale(review: Review, as_read: Review, files: list[ChangedFile]) -> str:
    if review.commit_oid is None:
        return f"{_UNCOMPARED['commit_gone']}; {_ended(files)}"
    if why := _UNCOMPARED.get(review.comparison):
        return f"{why}; {_ended(files)}"
    kept = as_read.unchanged_paths
    touched = [file for file in files if kept is not None and file.path not in kept]
    if not touched:
        return f"by the settings any push ends it; {_ended(files)}"
    told = f"what was pushed since touches {where(touched)}"
    if len(touched) == len(files):
        return told
    others = [file for file in files if as_read.still_covers(file.path)]
    return f"{told}; by the settings any push ends it, so {_ended(others)}"


def _ended(files: list[ChangedFile]) -> str:
    return f"it no longer covers {where(files)}"


def unmatched(coverage: Coverage, snapshot: Snapshot) -> Iterator[str]:
    """Owners, authors and lines of CODEOWNERS that stand for nobody who could be seen."""
    reasons = {
        name: reason
        for group in coverage.groups
        for demand in group.demands
        for name, reason in demand.unmatched.items()
    }
    for name, reason in sorted(reasons.items()):
        yield f"{code(name)} {reason}."
    for name in coverage.reviews.unknown:
        yield (
            f"{code(name)} took part in the change without a known account, so reviews cannot be "
            f"compared with this author; {code('reviews.identities')} in the policy can say who "
            "it is."
        )
    if snapshot.owners_left_out:
        yield snapshot.owners_left_out
    if snapshot.codeowners:
        for problem in parse(snapshot.codeowners.text).problems:
            yield (
                f"Line {problem.line}, column {problem.column} of CODEOWNERS is skipped, as GitHub "
                f"does: {problem.reason}"
            )
    if not coverage.is_exact:
        yield (
            "There are too many ways to share out the roles to try them all; one that covers more "
            "may exist."
        )
