"""What the default branch changed lately, change by change."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import islice

import pygit2
from pygit2.enums import DeltaStatus, DiffFind, SortMode

MOST_COMMITS_OF_ONE = 250
_MERGED = re.compile(r"Merge pull request #\d{1,9} from [^/\s]+/(?P<branch>\S+)")


@dataclass(frozen=True, slots=True)
class PastChange:
    """A merge or commit on the branch: the files it touched, by their paths after it; `renames` are
    pairs of old and new path. `branch` is the merged one, "" when the message does not tell.
    """

    commit: pygit2.Commit
    at: datetime
    title: str
    branch: str
    paths: tuple[str, ...]
    renames: tuple[tuple[str, str], ...]


def past_changes(
    git: pygit2.Repository, tip: pygit2.Commit, since: datetime, most_paths: int
) -> Iterator[PastChange]:
    """Along the first parents of `tip`, newest first, as pull requests are merged. In place of a
    merge of more than `most_paths` files come its commits. Ends early in a shallow clone.
    """
    walker = git.walk(tip.id, SortMode.TOPOLOGICAL)
    walker.simplify_first_parent()
    for commit in walker:
        if _moment(commit) < since:
            return
        change = _change(commit)
        if change is None:
            continue
        if len(commit.parent_ids) > 1 and len(change.paths) > most_paths:
            yield from _brought(git, commit)
        else:
            yield change


def _brought(git: pygit2.Repository, merge: pygit2.Commit) -> Iterator[PastChange]:
    try:
        walker = git.walk(merge.parent_ids[1], SortMode.TOPOLOGICAL)
        walker.hide(merge.parent_ids[0])
        for commit in islice(walker, MOST_COMMITS_OF_ONE):
            change = _change(commit) if len(commit.parent_ids) == 1 else None
            if change is not None:
                yield change
    except (KeyError, pygit2.GitError):
        return


def _change(commit: pygit2.Commit) -> PastChange | None:
    """None where the clone lacks its parent."""
    try:
        parents = commit.parents
        old = parents[0].tree if parents else None
    except (KeyError, pygit2.GitError):
        return None
    diff = old.diff_to_tree(commit.tree) if old else commit.tree.diff_to_tree(swap=True)
    statuses = {delta.status for delta in diff.deltas}
    if {DeltaStatus.ADDED, DeltaStatus.DELETED} <= statuses:
        diff.find_similar(flags=DiffFind.FIND_RENAMES)
    deltas = list(diff.deltas)
    renames = ((d.old_file, d.new_file) for d in deltas if d.status == DeltaStatus.RENAMED)
    title, branch = _named(commit)
    return PastChange(
        commit,
        _moment(commit),
        title,
        branch,
        tuple(os.fsdecode(d.new_file.raw_path) for d in deltas),
        tuple((os.fsdecode(o.raw_path), os.fsdecode(n.raw_path)) for o, n in renames),
    )


def _named(commit: pygit2.Commit) -> tuple[str, str]:
    """Title and branch; GitHub writes the title of a merged pull request below the first line."""
    lines = commit.raw_message.decode("utf-8", "replace").split("\n")
    merged = _MERGED.match(lines[0])
    if merged is None:
        return lines[0].strip(), ""
    return next((line.strip() for line in lines[1:] if line.strip()), lines[0]), merged["branch"]


def _moment(commit: pygit2.Commit) -> datetime:
    return datetime.fromtimestamp(commit.commit_time, UTC)
