"""Review coverage: what has to happen now, as findings; files that need the same share one."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence

from checks.engine.verdict import Finding
from checks.engine.words import code, listing, plural
from checks.parts.coverage import FileCoverage, Owners
from checks.parts.coverage_table import missing, names
from checks.parts.reviewers import Standing, name_of
from snapshot.pull_request import PullRequest

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


def needs(uncovered: Sequence[FileCoverage], requested: Sequence[str]) -> Iterator[Finding]:
    """Findings for files not covered, the most files first, at most a handful.

    `requested` are logins and team names whose review is already requested.
    """
    alike: dict[str, list[FileCoverage]] = defaultdict(list)
    for one in uncovered:
        alike[missing(one)].append(one)
    groups = sorted(alike.items(), key=lambda group: (-len(group[1]), group[0]))
    for need, files in groups[:_MOST_NEEDS]:
        yield Finding(
            what=f"{_paths(files)} {'needs' if len(files) == 1 else 'need'} {need}.",
            remedy=_remedy(files[0], requested),
        )
    if rest := groups[_MOST_NEEDS:]:
        count = sum(len(files) for _, files in rest)
        yield Finding(
            what=f"{plural(count, 'more file')} of {plural(len(rest), 'other owner')} "
            f"{'needs' if count == 1 else 'need'} a review.",
            remedy="The table names the files and their owners.",
        )


def _paths(files: Sequence[FileCoverage]) -> str:
    return listing([code(one.file.path, 120) for one in files], 3)


def _remedy(one: FileCoverage, requested: Sequence[str]) -> str:
    impossible = [owners for owners in one.lacking if not owners.logins]
    if impossible:
        return (
            "Add an owner who can approve to this line of CODEOWNERS on the base branch; "
            f"{listing([names(owners) for owners in impossible], 2)} cannot."
        )
    asked = [code(name) for name in requested if _may_help(name, one.lacking)]
    if asked:
        return f"A review of {listing(asked, 3)} is already requested; a reminder may help."
    if one.lacking:
        return f"Request a review of {listing([names(owners) for owners in one.lacking], 3)}."
    return "Request a review of somebody with write access who took no part in the change."


def _may_help(requested: str, lacking: Sequence[Owners]) -> bool:
    """Whether a requested person or team is among the owners lacking; anybody is if none are."""
    key = requested.lstrip("@").casefold()
    return not lacking or any(
        key in owners.logins
        or any(f"/{name.lstrip('@').casefold()}".endswith(f"/{key}") for name in owners.names)
        for owners in lacking
    )
