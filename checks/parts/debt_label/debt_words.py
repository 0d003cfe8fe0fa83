"""Debt label: what it says."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from checks.engine.verdict import Finding
from checks.engine.words import code, code_path, listing, plural, visible
from checks.parts.debt_label.debt_markers import Marker, Search
from snapshot.changed_file import ChangedFile
from snapshot.lexers import may_have_comments
from snapshot.pull_request import PullRequest


def none_found(pull_request: PullRequest) -> str:
    """The headline when no debt is brought."""
    if pull_request.files_complete:
        return "No debt markers added"
    seen, total = len(pull_request.files), pull_request.changed_files
    return f"No debt markers added in the {seen:,} of {total:,} files that GitHub lists"


def headline(markers: int, nameless: int, unlabelled: bool) -> str:
    """The headline when debt is brought: `nameless` of `markers` name no issue."""
    missing = []
    if nameless:
        some = f"{nameless:,} of " if nameless < markers else ""
        missing.append(f"{some}{plural(markers, 'debt marker')} without an issue")
    if unlabelled:
        missing.append("the debt label is missing" if missing else "The debt label is missing")
    if missing:
        return "; ".join(missing)
    if markers:
        return (
            f"{plural(markers, 'debt marker')}, {'each with' if markers > 1 else 'with'} an issue"
        )
    return "Debt is declared"


def facts(markers: Sequence[Marker], declared: str) -> str:
    """Which debt the pull request brings; `declared` is the text of the ticked box or ""."""
    told = []
    if markers:
        words = sorted({marker.word for marker in markers})
        paths = sorted({marker.path for marker in markers})
        told.append(
            f"The added lines bring {plural(len(markers), 'debt marker')} "
            f"({listing([code(word) for word in words], 5)}) in "
            f"{listing([code_path(path) for path in paths], 3)}."
        )
    if declared:
        told.append(f"The description declares debt: {code(declared)}.")
    return " ".join(told)


def label_missing(label: str) -> Finding:
    """The finding for a pull request with debt and without the label."""
    return Finding(
        what=f"The label {code(label)} is missing.",
        remedy="Add it to the pull request, so that the debt can be found again.",
    )


def issue_missing(marker: Marker) -> Finding:
    """The finding for a marker that names no issue, at its line."""
    return Finding(
        what=f"{code(marker.word)} in {code_path(marker.path)}, line {marker.line}, names no "
        "issue.",
        remedy=f"Name the issue that will settle it, as in {code(marker.word + '(#123)')} or with "
        "a link; or settle it and remove the marker.",
        path=marker.path,
        line=marker.line,
        title=f"{visible(marker.word)} without an issue",
    )


def unsearched(pull_request: PullRequest, searched: Sequence[ChangedFile]) -> str:
    """Which code could not be searched although it may bring debt, as a sentence; "" if none."""
    if not pull_request.files_complete:
        return (
            f"GitHub lists {len(pull_request.files):,} of "
            f"{plural(pull_request.changed_files, 'changed file')}, and the others could not be "
            "searched for debt markers."
        )
    blind = [code_path(f.path) for f in searched if _is_blind(f) and may_have_comments(f.path)]
    if not blind:
        return ""
    return f"GitHub shows no diff of {listing(blind, 3)} to search for debt markers."


def not_searched(unseen: str, label: str) -> Finding:
    """The finding for a pull request of which code could not be searched; `unseen` says which."""
    return Finding(
        what=unseen,
        remedy="Split the pull request until GitHub shows all of its diff, or add the label "
        f"{code(label)} to let it pass.",
    )


def notes(
    pull_request: PullRequest, searched: Sequence[ChangedFile], label: str, search: Search
) -> Iterator[str]:
    """What could not be seen or was left out, as sentences."""
    if pull_request.labels is None:
        yield f"Whether the label {code(label)} is set needs GitHub: labels."
    blind = sum(map(_is_blind, searched))
    if blind:
        yield f"{plural(blind, 'file')} without a readable diff could not be searched."
    if not pull_request.files_complete:
        yield (
            f"GitHub lists {len(pull_request.files):,} of "
            f"{plural(pull_request.changed_files, 'changed file')}; the others were not searched."
        )
    if not search.is_thorough:
        yield (
            "The change is too large to read all of it by language; of the rest, only lines that "
            "begin like a comment were searched."
        )
    left_out = len(pull_request.files) - len(searched)
    if left_out:
        yield f"{plural(left_out, 'file')} left out as generated, vendored or listed in the policy."


def _is_blind(file: ChangedFile) -> bool:
    return file.patch is None and file.additions > 0
