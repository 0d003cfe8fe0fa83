"""Review coverage: what has to happen now, as findings; files that need the same share one."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence

from checks.engine.verdict import Finding
from checks.engine.words import code, code_path, listing, plural
from checks.parts.review_coverage.coverage_map import Coverage, Group
from checks.parts.review_coverage.demand_words import missing
from checks.parts.review_coverage.people.reviewers import Standing, name_of
from checks.parts.review_coverage.remedies import remedy
from snapshot.facts import Snapshot
from snapshot.pull_request import PullRequest

_MOST_NAMED = 3
_MOST_NEEDS = 6


def asked_changes(reviews: Standing) -> Iterator[Finding]:
    """One finding for each person who asks for changes."""
    for review in reviews.requests:
        yield Finding(
            what=f"{name_of(review)} asks for changes.",
            remedy="Answer that review; it stops blocking when the same person approves or the "
            "review is dismissed.",
        )


def cut_list(pull_request: PullRequest) -> Iterator[Finding]:
    """A finding when there are changed files that cannot be seen."""
    if not pull_request.files_complete:
        seen = len(pull_request.files)
        yield Finding(
            what=f"The pull request changes {plural(pull_request.changed_files, 'file')}, of which "
            f"GitHub lists {seen:,}; whether the others are covered cannot be known.",
            remedy="Split the pull request so that every file can be seen.",
        )


def unread(pull_request: PullRequest) -> Iterator[Finding]:
    """Findings when there are reviews or authors that cannot be seen."""
    if not pull_request.reviews_complete:
        yield Finding(
            what="More people gave a review than can be read; whether one of the others asks for "
            "changes cannot be known.",
            remedy="Open a new pull request for this branch and have it reviewed there.",
        )
    if not pull_request.commits_complete:
        yield Finding(
            what="The pull request has more commits or co-authors than can be read; whether those "
            "who approve took part in the change cannot be known.",
            remedy="Squash the commits, or split the pull request.",
        )


def needs(coverage: Coverage, snapshot: Snapshot) -> Iterator[Finding]:
    """Findings for files not covered, the most files first, at most a handful."""
    alike: dict[str, list[Group]] = defaultdict(list)
    for group in coverage.uncovered:
        alike[missing(group)].append(group)
    ordered = sorted(alike.items(), key=lambda pair: (-_count(pair[1]), pair[0]))
    total = _count(coverage.groups)
    for need, groups in ordered[:_MOST_NEEDS]:
        yield Finding(
            what=f"{_paths(groups, total)} {'needs' if _count(groups) == 1 else 'need'} {need}.",
            remedy=remedy(groups, coverage, snapshot),
        )
    if rest := [group for _, groups in ordered[_MOST_NEEDS:] for group in groups]:
        count, others = _count(rest), len(ordered) - _MOST_NEEDS
        yield Finding(
            what=f"{plural(count, 'more file')} of {plural(others, 'other owner')} "
            f"{'needs' if count == 1 else 'need'} a review.",
            remedy="The map names the files and their owners.",
        )


def unknown_authors(names: Sequence[str]) -> Iterator[Finding]:
    """A finding that names authors behind whom no account is known."""
    if names:
        yield Finding(
            what=f"{listing([code(name) for name in names], _MOST_NAMED)} took part in the change "
            "and cannot be matched with an account, so whether they approve their own work cannot "
            "be known.",
            remedy="Name the account behind the e-mail address of these commits in "
            "`reviews.identities` of the policy on the base branch, or `nobody` for an address "
            "that belongs to no person.",
        )


def _count(groups: Sequence[Group]) -> int:
    return sum(len(group.files) for group in groups)


def _paths(groups: Sequence[Group], total: int) -> str:
    count = _count(groups)
    if count == total > _MOST_NAMED:
        return f"All {total:,} changed files"
    paths = sorted(file.path for group in groups for file in group.files)
    shown = [code_path(path) for path in paths[:_MOST_NAMED]]
    return listing([*shown, *paths[_MOST_NAMED:]], _MOST_NAMED)
