"""What was merged since the occurrence before: how much, and what."""

from __future__ import annotations

from typing import Final

from checks.engine.words import code, plural
from rituals.engine.facts import MergedPull, MergedWork
from rituals.parts.issues import LONGEST_TITLE, fold
from snapshot.facts import Repository

_GITHUB: Final = "https://github.com/"
_WITHOUT_BACKLINK: Final = "https://redirect.github.com/"
_MOST_LISTED: Final = 40


def merged_words(merged: MergedWork) -> str:
    """`48 pull requests were merged since 2026-11-09`."""
    were = "was" if merged.total == 1 else "were"
    return f"{plural(merged.total, 'pull request')} {were} merged since {merged.since.date()}"


def merged_fold(merged: MergedWork, repository: Repository) -> str:
    """The merged pull requests behind a line that opens them, newest first; "" without any."""
    listed = merged.pulls[:_MOST_LISTED]
    lines = [f"- {_link(pull, repository)} {code(pull.title, LONGEST_TITLE)}" for pull in listed]
    newest = f"The newest {len(lines)}" if merged.total > len(lines) else "Their titles"
    return fold(lines, "Its title" if merged.total == 1 else newest)


def _link(pull: MergedPull, repository: Repository) -> str:
    """The number, linked so that no mention of the ritual appears on the pull request itself."""
    name = pull.repository or repository.full_name
    words = f"{pull.repository}#{pull.number}"
    if not repository.url.endswith(f"/{repository.full_name}"):
        return words
    url = f"{repository.url.removesuffix(repository.full_name)}{name}/pull/{pull.number}"
    if url.startswith(_GITHUB):
        # GitHub notes each link to a pull request there, unless it comes by this address.
        url = _WITHOUT_BACKLINK + url.removeprefix(_GITHUB)
    return f"[{words}]({url})"
