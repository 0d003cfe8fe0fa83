"""The pull requests that the history of a commit names as merged.

GitHub writes two kinds of commits: merges ("Merge pull request #12 from owner/branch") and squashed
or rebased ones whose title ends in "(#12)".
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import islice

import pygit2
from pygit2.enums import SortMode

MOST_COMMITS_OF_ONE = 250
"""Commits of one merged branch whose messages are read."""

_SQUASHED = re.compile(r".+\(#(?P<number>\d{1,9})\)\s*")
_MERGED = re.compile(r"Merge pull request #(?P<number>\d{1,9}) from [^/\s]+/(?P<branch>\S+)")


@dataclass(frozen=True, slots=True)
class Merged:
    """A merged pull request as git knows it. `texts` are the message of its merge, with title and
    description where they were kept, and those of its commits.
    """

    number: int
    merged_at: datetime
    texts: tuple[str, ...]
    branch: str
    merge: pygit2.Commit


def merged_pull_requests(git: pygit2.Repository, tip: pygit2.Commit) -> Iterator[Merged | None]:
    """Along the first parents of `tip`, newest first; None for a commit that names none, so that
    progress can be shown.
    """
    walker = git.walk(tip.id, SortMode.TOPOLOGICAL)
    walker.simplify_first_parent()
    for commit in walker:
        yield _read(git, commit)


def first_parents(git: pygit2.Repository, tip: pygit2.Commit) -> int:
    """How many commits there are along the first parents."""
    walker = git.walk(tip.id, SortMode.TOPOLOGICAL)
    walker.simplify_first_parent()
    return sum(1 for _ in walker)


def changed_paths(git: pygit2.Repository, merge: pygit2.Commit) -> tuple[str, ...]:
    """The paths that a merge changed, sorted; () where a shallow or partial clone does not tell."""
    try:
        deltas = git.diff(merge.parents[0], merge).deltas
        return tuple(sorted({delta.new_file.path for delta in deltas}))
    except (IndexError, KeyError, pygit2.GitError):
        return ()


def _read(git: pygit2.Repository, commit: pygit2.Commit) -> Merged | None:
    message = commit.raw_message.decode("utf-8", "replace")
    headline = message.partition("\n")[0]
    when = datetime.fromtimestamp(commit.commit_time, UTC)
    if match := _MERGED.match(headline):
        texts = (message.partition("\n")[2], *_messages(git, commit))
        return Merged(int(match["number"]), when, texts, match["branch"], commit)
    if match := _SQUASHED.fullmatch(headline):
        return Merged(int(match["number"]), when, (message,), "", commit)
    return None


def _messages(git: pygit2.Repository, merge: pygit2.Commit) -> Iterator[str]:
    """Those of the commits that a merge brought, as far as the clone has them."""
    if len(merge.parent_ids) < 2:
        return
    try:
        walker = git.walk(merge.parent_ids[1], SortMode.TOPOLOGICAL)
        walker.hide(merge.parent_ids[0])
        for commit in islice(walker, MOST_COMMITS_OF_ONE):
            yield commit.raw_message.decode("utf-8", "replace")
    except (KeyError, pygit2.GitError):
        return
