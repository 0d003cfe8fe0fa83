"""Debt label: what could not be searched, and what follows from that."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from checks.engine.verdict import Finding
from checks.engine.words import code, code_path, listing, plural
from checks.parts.debt_label.taken import Search
from snapshot.changed_file import ChangedFile
from snapshot.lexers import may_have_comments
from snapshot.pull_request import PullRequest


def unsearched(pull_request: PullRequest, searched: Sequence[ChangedFile], found: Search) -> str:
    """Which code could not be searched although it may bring debt, as a sentence; "" if none."""
    if not pull_request.files_complete:
        return (
            f"GitHub lists {len(pull_request.files):,} of "
            f"{plural(pull_request.changed_files, 'changed file')}, and the others could not be "
            "searched for debt markers."
        )
    blind = [code_path(f.path) for f in searched if _is_blind(f) and may_have_comments(f.path)]
    if blind:
        return f"GitHub shows no diff of {listing(blind, 3)} to search for debt markers."
    if found.unread:
        return (
            "The change is too large to read all of it by language, and lines that may bring debt "
            f"were not read in {listing([code_path(path) for path in found.unread], 3)}."
        )
    return ""


def not_searched(unseen: str, label: str) -> Finding:
    """The finding for a pull request of which code could not be searched; `unseen` says which."""
    return Finding(
        what=unseen,
        remedy="Split the pull request until all of its diff can be read, or add the label "
        f"{code(label)} to let it pass.",
    )


def notes(
    pull_request: PullRequest, searched: Sequence[ChangedFile], label: str, found: Search
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
    if not found.is_thorough:
        yield (
            "The change is too large to read all of it by language; of the rest, only lines that "
            "begin like a comment were searched."
        )
    left_out = len(pull_request.files) - len(searched)
    if left_out:
        yield f"{plural(left_out, 'file')} left out as generated, vendored or listed in the policy."


def _is_blind(file: ChangedFile) -> bool:
    return file.patch is None and file.additions > 0
