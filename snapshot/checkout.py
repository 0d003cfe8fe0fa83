"""A branch of a local clone as a Snapshot, as if it were a pull request.

The base is the tip of the branch it would be merged into, as far as the clone knows; the changes
are those since the branch left it, as on GitHub. Only commits are judged: what is not committed is
left out, and `unreadable` says so. Labels, reviews and teams are not known to git.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pygit2

from snapshot.codeowners import LOCATIONS
from snapshot.facts import Snapshot, TextFile
from snapshot.git.changes import changed_files
from snapshot.git.commit import CommitReader, RecordsAtCommit
from snapshot.git.history import MOST_COMMITS, commits_of
from snapshot.git.identity import identity
from snapshot.git.opening import (
    CheckoutError,
    Range,
    find_commit,
    find_range,
    find_tip,
    objects_at_hand,
    open_repository,
)
from snapshot.git.owners import edited_owners
from snapshot.git.trees import folders_at_top, record_files, text_file
from snapshot.postmortem_folders import USUAL_CUSTOMS, PostmortemCustoms
from snapshot.pull_request import Commit, PullRequest
from snapshot.record_changes import once_merged
from snapshot.record_family import ADR, RecordFamily

__all__ = [
    "CheckoutError",
    "CommitReader",
    "RecordsAtCommit",
    "open_commit",
    "read_checkout",
    "read_text",
]


def read_checkout(
    path: str | Path,
    base: str | None = None,
    head: str | None = None,
    title: str | None = None,
    body: str | None = None,
    families: Sequence[RecordFamily] = (ADR,),
    postmortem_customs: PostmortemCustoms = USUAL_CUSTOMS,
) -> Snapshot:
    """Read the branch `head` of the clone at `path` as a pull request into `base`.

    `path` may be a work tree, any folder in one, or a bare repository. `head` is HEAD when None;
    `base` the default branch of the remote (of `upstream`, then `origin`), else a branch of a usual
    name. `title` and `body` are the messages of the commits when None. `families` are the sorts
    of records to read, `postmortem_customs` say where postmortems lie. Raises CheckoutError.
    """
    repository = open_repository(Path(path))
    between = find_range(repository, base, head)
    with objects_at_hand():
        found = _snapshot(repository, between, title, body, tuple(families), head is None)
        texts = _postmortems(between.head.commit, found.pull_request, postmortem_customs)
        return replace(found, postmortem_customs=postmortem_customs, postmortem_texts=texts)


def open_commit(path: str | Path, at: str | None = None) -> CommitReader:
    """The commit `at` of the clone at `path`, HEAD when None, ready to be read.

    `path` may be a work tree, any folder in one, or a bare repository. Raises CheckoutError.
    """
    repository = open_repository(Path(path))
    return CommitReader(repository, find_tip(repository, at))


def read_text(path: str | Path, ref: str, file: str) -> str | None:
    """The text of `file` at `ref`; None when there is no such text file. Raises CheckoutError."""
    found = text_file(find_commit(open_repository(Path(path)), ref).commit, file)
    return found.text if found else None


def _snapshot(
    repository: pygit2.Repository,
    between: Range,
    title: str | None,
    body: str | None,
    families: tuple[RecordFamily, ...],
    at_work: bool,
) -> Snapshot:
    base, head = between.base.commit, between.head.commit
    folders = sorted({folder for family in families for folder in family.folders})
    pull_request = _pull_request(repository, between, title, body)
    at_base = record_files(base, folders, families)
    at_head = record_files(head, folders, families)
    return Snapshot(
        repository=identity(repository, between.base.name),
        pull_request=pull_request,
        now=datetime.now(UTC),
        top_level_folders=folders_at_top(base),
        records_at_base=at_base,
        records_at_head=once_merged(at_base, at_head, pull_request.files),
        codeowners=next(filter(None, (text_file(base, place) for place in LOCATIONS)), None),
        families=families,
        edited_owners=edited_owners(head, pull_request.files),
        unreadable=_left_out(repository) if at_work else (),
    )


def _postmortems(
    head: pygit2.Commit, pull_request: PullRequest, customs: PostmortemCustoms
) -> tuple[TextFile, ...]:
    """The texts of those that the branch adds or edits."""
    files = (f for f in pull_request.files if f.kind != "removed" and customs.holds(f.path))
    return tuple(text for file in files if (text := text_file(head, file.path)))


def _pull_request(
    repository: pygit2.Repository, between: Range, title: str | None, body: str | None
) -> PullRequest:
    files = changed_files(repository, between.fork, between.head.commit)
    commits = commits_of(repository, between)
    return PullRequest(
        number=0,
        title=_title(commits, between.head.name) if title is None else title,
        body="\n\n".join(c.message.strip() for c in commits) if body is None else body,
        author=commits[-1].authors[0] if commits else None,
        is_draft=False,
        base_name=between.base.name,
        base_oid=str(between.base.commit.id),
        head_name=between.head.name,
        head_oid=str(between.head.commit.id),
        from_fork=False,
        files=files,
        changed_files=len(files),
        commits=commits,
        labels=None,
        reviews=None,
    )


def _title(commits: Sequence[Commit], branch: str) -> str:
    """The first line of the first commit, as it mostly names the purpose of the branch."""
    if not commits or len(commits) == MOST_COMMITS:
        return branch
    return next(iter(commits[0].message.strip().splitlines()), branch)


def _left_out(repository: pygit2.Repository) -> tuple[str, ...]:
    """A sentence when tracked files differ from the last commit."""
    if repository.is_bare or not repository.status(untracked_files="no"):
        return ()
    return ("Changes that are not committed yet are not judged.",)
