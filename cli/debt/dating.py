"""When each piece of debt came, and by whom."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import pygit2
from pygit2.enums import SortMode

from checks.parts.debt_label.pieces import Piece
from cli.progress import Steps
from snapshot.checkout import CheckoutError, CommitReader
from snapshot.git.authorship import Author, Authors, ends_of_shallow, passed_over
from snapshot.git.line_origins import line_origins
from snapshot.git.opening import find_commit, objects_at_hand
from snapshot.git.origin import Bounds


@dataclass(frozen=True, slots=True)
class Came:
    """The commit that brought a line, and its author."""

    author: Author
    commit: str
    is_at_least: bool


@dataclass(frozen=True, slots=True)
class Dated:
    """`came` is by the place of a piece; pieces that are older than was asked are not in it."""

    came: Mapping[int, Came]
    passed_over: int
    is_shallow: bool


def date_pieces(
    commit: CommitReader, pieces: Sequence[Piece], since: str | None, steps: Steps
) -> Dated:
    """Raises CheckoutError where there is no commit `since`, or a partial clone lacks an object."""
    git = commit.git
    ends, over = ends_of_shallow(git), passed_over(git, commit.commit)
    bounds = Bounds(ends, over, _within(git, commit.commit, since))
    authors = Authors(git)
    came: dict[int, Came] = {}
    lines = [(piece.path, piece.line) for piece in pieces]
    with steps.counted("Reading history", len(lines)) as counter, objects_at_hand():
        for settled in line_origins(git, commit.commit, lines, bounds):
            counter.forward(len(settled))
            for origin in settled:
                if origin.commit is not None:
                    author, oid = authors.of(origin.commit), str(origin.commit.id)
                    came[origin.place] = Came(author, oid, origin.is_at_least)
    return Dated(came, len(over), bool(ends))


def _within(git: pygit2.Repository, tip: pygit2.Commit, since: str | None) -> frozenset[str] | None:
    """The commits after `since`."""
    if since is None:
        return None
    start = find_commit(git, since).commit
    try:
        return frozenset(_between(git, tip, start))
    except (KeyError, pygit2.GitError):
        raise CheckoutError(
            f"This clone does not reach back to {since}; run `git fetch --unshallow` first."
        ) from None


def _between(git: pygit2.Repository, tip: pygit2.Commit, start: pygit2.Commit) -> Iterator[str]:
    walker = git.walk(tip.id, SortMode.NONE)
    walker.hide(start.id)
    return (str(commit.id) for commit in walker)
