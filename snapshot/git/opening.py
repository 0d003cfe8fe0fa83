"""Finding a repository, and the two commits a branch is judged between."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pygit2

_USUAL_REMOTES = ("upstream", "origin")
_USUAL_BRANCHES = ("main", "master", "trunk", "develop")


class CheckoutError(ValueError):
    """Something about the clone, or about what was asked of it, that the person can mend; the
    message says what is wrong and what to do.
    """


@dataclass(frozen=True, slots=True)
class Point:
    """A commit and the name it was found by: a branch without its remote, or what was asked for."""

    name: str
    commit: pygit2.Commit


@dataclass(frozen=True, slots=True)
class Range:
    """What a branch adds: from `fork`, where it left `base`, to `head`."""

    base: Point
    head: Point
    fork: pygit2.Commit


@contextmanager
def objects_at_hand() -> Iterator[None]:
    """Around what reads objects: one that a partial clone never fetched is a CheckoutError."""
    try:
        yield
    except (pygit2.GitError, KeyError) as error:
        raise CheckoutError(
            f"This clone lacks a part of what is read ({error}); "
            "run `git fetch --refetch --no-filter` first, or use a complete clone."
        ) from None


def open_repository(path: Path) -> pygit2.Repository:
    """The repository that `path` is, or lies in; raises CheckoutError."""
    try:
        found = pygit2.discover_repository(str(path))
        if found is None:
            raise CheckoutError(f"{path} is not in a git repository; name a clone.")
        return pygit2.Repository(found)
    except (pygit2.GitError, KeyError, OSError) as error:
        raise CheckoutError(_why_unusable(path, str(error))) from None


def find_range(repository: pygit2.Repository, base: str | None, head: str | None) -> Range:
    """The range between two refs; raises CheckoutError.

    `head` is HEAD when None. `base` is the branch of the remote that is its default when None.
    """
    to = _head(repository) if head is None else find_commit(repository, head)
    since = _default_base(repository) if base is None else find_commit(repository, base)
    try:
        fork = repository.merge_base(since.commit.id, to.commit.id)
        if fork is not None:
            return Range(since, to, repository[fork].peel(pygit2.Commit))
    except (pygit2.GitError, KeyError):
        pass  # a shallow clone lacks what would have to be compared
    raise CheckoutError(_why_unrelated(repository, since.name, to.name))


def find_commit(repository: pygit2.Repository, ref: str) -> Point:
    """The commit of a branch, tag, remote branch or id; a branch that only the remote has will do.

    Raises CheckoutError.
    """
    for spelling in (ref, *(f"{remote}/{ref}" for remote in _remotes(repository))):
        try:
            commit = repository.revparse_single(spelling).peel(pygit2.Commit)
        except (KeyError, ValueError, pygit2.GitError):
            continue
        return Point(_without_remote(repository, ref), commit)
    raise CheckoutError(
        f"{ref} is no branch, tag or commit of this clone; fetch it, or name another one."
    )


def find_tip(repository: pygit2.Repository, ref: str | None) -> Point:
    """The commit of `ref`; without one that of HEAD, or of the default branch where HEAD leads to
    none. Raises CheckoutError.
    """
    if ref is not None:
        return find_commit(repository, ref)
    if not repository.head_is_unborn:
        return _head(repository)
    try:
        return _default_base(repository)
    except CheckoutError:
        raise CheckoutError(_why_unborn(repository)) from None


def default_branch(repository: pygit2.Repository) -> str:
    """The name of the branch that others are merged into by default, "" when it is not known."""
    try:
        return _default_base(repository).name
    except CheckoutError:
        return ""


def _head(repository: pygit2.Repository) -> Point:
    if repository.head_is_unborn:
        raise CheckoutError("There is no commit yet; commit something first.")
    commit = repository.head.peel(pygit2.Commit)
    name = str(commit.id)[:12] if repository.head_is_detached else repository.head.shorthand
    return Point(name, commit)


def _default_base(repository: pygit2.Repository) -> Point:
    for name in _candidates(repository):
        reference = repository.references.get(name)
        if reference is None:
            continue
        try:
            commit = reference.peel(pygit2.Commit)
        except (KeyError, pygit2.GitError):
            continue  # a remote's HEAD may lead to a branch that was never fetched
        branch = reference.resolve().shorthand if name.endswith("/HEAD") else reference.shorthand
        return Point(_without_remote(repository, branch), commit)
    raise CheckoutError("The branch to compare with is not known; name it with --base REF.")


def _candidates(repository: pygit2.Repository) -> Iterator[str]:
    for remote in _remotes(repository):
        yield f"refs/remotes/{remote}/HEAD"
        yield from (f"refs/remotes/{remote}/{branch}" for branch in _USUAL_BRANCHES)
    yield from (f"refs/heads/{branch}" for branch in _USUAL_BRANCHES)


def _remotes(repository: pygit2.Repository) -> list[str]:
    """The names of the remotes, the usual ones first."""
    names = [name for name in repository.remotes.names() if name]
    return [
        *(n for n in _USUAL_REMOTES if n in names),
        *(n for n in names if n not in _USUAL_REMOTES),
    ]


def _without_remote(repository: pygit2.Repository, name: str) -> str:
    for remote in _remotes(repository):
        if name.startswith(f"{remote}/"):
            return name.removeprefix(f"{remote}/")
    return name.removeprefix("refs/heads/")


def _why_unborn(repository: pygit2.Repository) -> str:
    if any(True for _ in repository.references):
        return "HEAD leads to a branch that is not here; name a commit with --at REF."
    return "There is no commit yet; commit something first."


def _why_unusable(path: Path, error: str) -> str:
    if "owned" in error:
        return (
            f"{path} belongs to another user, so git does not trust it; "
            f"`git config --global --add safe.directory {path}` does."
        )
    return f"{path} cannot be read as a git repository: {error}."


def _why_unrelated(repository: pygit2.Repository, base: str, head: str) -> str:
    if repository.is_shallow:
        return (
            f"This clone is shallow and does not reach back to where {head} left {base}; "
            "run `git fetch --unshallow` first."
        )
    return f"{head} and {base} have no commit in common; name another one with --base REF."
