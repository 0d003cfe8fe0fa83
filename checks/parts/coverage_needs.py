"""Review coverage: what has to happen now, as findings; files that need the same share one."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence

from checks.engine.verdict import Finding
from checks.engine.words import code, code_path, listing, plural
from checks.parts.coverage import FileCoverage, Owners
from checks.parts.coverage_table import missing, names
from checks.parts.reviewers import Standing, name_of
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


def needs(
    uncovered: Sequence[FileCoverage], total: int, requested: Sequence[str]
) -> Iterator[Finding]:
    """Findings for files not covered, the most files first, at most a handful.

    `total` is the number of all changed files; `requested` are logins and team names whose review
    is already requested.
    """
    alike: dict[str, list[FileCoverage]] = defaultdict(list)
    for one in uncovered:
        alike[missing(one)].append(one)
    groups = sorted(alike.items(), key=lambda group: (-len(group[1]), group[0]))
    for need, files in groups[:_MOST_NEEDS]:
        yield Finding(
            what=f"{_paths(files, total)} {'needs' if len(files) == 1 else 'need'} {need}.",
            remedy=_remedy(files, requested),
        )
    if rest := groups[_MOST_NEEDS:]:
        count = sum(len(files) for _, files in rest)
        yield Finding(
            what=f"{plural(count, 'more file')} of {plural(len(rest), 'other owner')} "
            f"{'needs' if count == 1 else 'need'} a review.",
            remedy="The table names the files and their owners.",
        )


def _paths(files: Sequence[FileCoverage], total: int) -> str:
    if len(files) == total > _MOST_NAMED:
        return f"All {total:,} changed files"
    return listing([code_path(one.file.path) for one in files], _MOST_NAMED)


def _remedy(files: Sequence[FileCoverage], asked: Sequence[str]) -> str:
    one = files[0]
    impossible = [owners for owners in one.lacking if not owners.logins]
    if impossible:
        return (
            f"Name one more owner of {'this file' if len(files) == 1 else 'these files'} in "
            "CODEOWNERS on the base branch; "
            f"{listing([names(owners) for owners in impossible], 2)} cannot approve this change."
        )
    if not one.lacking:
        return "Request a review of somebody with write access who took no part in the change."
    unasked = [owners for owners in one.lacking if not any(_among(name, owners) for name in asked)]
    if unasked:
        return f"Request a review of {listing([names(owners) for owners in unasked], 3)}."
    helping = [n for n in asked if any(_among(n, owners) for owners in one.lacking)]
    shown = listing([code(f"@{name.lstrip('@')}") for name in helping], 3)
    return f"A review of {shown} is already requested and only has to be given."


def _among(requested: str, owners: Owners) -> bool:
    """Whether a requested person or team (`api`, `acme/api`) is one of `owners`."""
    key = requested.lstrip("@").casefold()
    named = (f"/{name.lstrip('@').casefold()}" for name in owners.names)
    return key in owners.logins or any(name.endswith(f"/{key}") for name in named)
