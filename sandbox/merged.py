"""Reads merged pull requests out of the history of a clone."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

import pygit2
from pygit2.enums import SortMode

SQUASHED = re.compile(r"^(?P<title>.+?)\s*\(#(?P<number>\d+)\)$")
MERGED = re.compile(r"^Merge pull request #(?P<number>\d+) from (?P<owner>[^/\s]+)/(?P<branch>\S+)")


@dataclass(frozen=True, slots=True)
class MergedPull:
    """A pull request as its merge commit tells it.

    `before` is the base's commit the merge was put on; `commits` are what it brought, oldest
    first: the one squashed commit, or those of the merged branch.
    """

    number: int
    title: str
    body: str
    branch: str
    merge: pygit2.Commit
    before: pygit2.Commit
    commits: tuple[pygit2.Commit, ...]

    @property
    def author(self) -> pygit2.Signature:
        """Who wrote it: the author of the (first) commit it brought."""
        return self.commits[0].author


def merged_pulls(git: pygit2.Repository, tip: pygit2.Commit) -> Iterator[MergedPull]:
    """The merged pull requests along the first parents of `tip`, newest first, each number once."""
    seen: set[int] = set()
    for commit in _first_parents(tip):
        pull = _read(git, commit)
        if pull and pull.number not in seen:
            seen.add(pull.number)
            yield pull


def _first_parents(tip: pygit2.Commit) -> Iterator[pygit2.Commit]:
    here: pygit2.Commit | None = tip
    while here is not None:
        yield here
        here = _parent(here, 0)


def _parent(commit: pygit2.Commit, index: int) -> pygit2.Commit | None:
    """A parent, None where there is none or a shallow clone ends."""
    try:
        return commit.parents[index]
    except (IndexError, KeyError):
        return None


def _read(git: pygit2.Repository, commit: pygit2.Commit) -> MergedPull | None:
    before = _parent(commit, 0)
    if before is None:
        return None
    headline, _, rest = commit.message.partition("\n")
    if match := MERGED.match(headline):
        return _merge(git, commit, before, match, rest.strip())
    if match := SQUASHED.match(headline.strip()):
        number = int(match["number"])
        branch = f"pr-{number}"
        commits = (commit,)
        return MergedPull(number, match["title"], rest.strip(), branch, commit, before, commits)
    return None


def _merge(
    git: pygit2.Repository,
    commit: pygit2.Commit,
    before: pygit2.Commit,
    match: re.Match[str],
    rest: str,
) -> MergedPull | None:
    head = _parent(commit, 1)
    if head is None:
        return None
    walker = git.walk(head.id, SortMode.TOPOLOGICAL | SortMode.REVERSE)
    walker.hide(before.id)
    commits = tuple(walker)
    if not commits:
        return None
    if not rest:
        # GitHub takes both from the commit where there is only one, and else the branch's name.
        rest = commits[0].message.strip() if len(commits) == 1 else match["branch"]
    title, _, body = rest.partition("\n")
    number = int(match["number"])
    branch = f"pr-{number}-{match['branch']}"
    return MergedPull(number, title, body.strip(), branch, commit, before, commits)
