"""Short ways to write down facts in tests: people, files, reviews, pull requests, snapshots.

Everything has a harmless default, so that a test names only what it is about. Commit ids are words
made of letters; `HEAD` is the head of every pull request built here.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import UTC, datetime, timedelta

from snapshot.changed_file import ChangedFile, ChangeKind
from snapshot.facts import RecordFile, Repository, Snapshot, TextFile
from snapshot.people import Colleague, Person, Team
from snapshot.pull_request import Commit, PullRequest, Review, ReviewState
from snapshot.record import Record
from snapshot.record_family import ADR, RecordFamily
from snapshot.record_names import number_in
from snapshot.record_status import Status
from snapshot.record_work import RecordWork
from snapshot.review_customs import NO_CUSTOMS, ReviewCustoms

NOW = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
BASE = "b" * 40
HEAD = "a" * 40
URL = "https://github.example/acme/shop"


def a_person(login: str | None = "ada", **more: object) -> Person:
    return Person(login, **more)  # type: ignore[arg-type]


def a_team(handle: str, *members: str) -> Team:
    """`a_team("acme/api", "ada", "grace")`."""
    organization, slug = handle.split("/")
    return Team(organization, slug, frozenset(member.casefold() for member in members))


def a_secret_team(handle: str) -> Team:
    organization, slug = handle.split("/")
    return Team(organization, slug, None)


def a_file(
    path: str,
    *added: str,
    removed: Sequence[str] = (),
    kind: ChangeKind = "modified",
    was: str | None = None,
    lines: int | None = None,
) -> ChangedFile:
    """A changed file whose patch removes `removed` and adds the lines `added` from line 1 on.

    Without any lines it has no patch, as a binary file. `was` makes it a rename; `lines` sets the
    number of additions without spelling them out.
    """
    patch = None
    if added or removed:
        header = f"@@ -{1 if removed else 0},{len(removed)} +{1 if added else 0},{len(added)} @@"
        body = [f"-{line}" for line in removed] + [f"+{line}" for line in added]
        patch = "\n".join([header, *body])
    return ChangedFile(
        path=path,
        kind="renamed" if was else kind,
        additions=len(added) if lines is None else lines,
        deletions=len(removed),
        previous_path=was,
        patch=patch,
    )


def files(*paths: str) -> tuple[ChangedFile, ...]:
    """Modified files of one added line each."""
    return tuple(a_file(path, lines=1) for path in paths)


def a_review(
    login: str | None,
    state: ReviewState = "approved",
    *,
    can_push: bool = True,
    is_bot: bool = False,
    untouched_since: Iterable[str] | None = None,
) -> Review:
    """A review on the head, or an older one: `untouched_since` then lists what reads the same."""
    on_head = untouched_since is None
    return Review(
        author=Person(login, is_bot=is_bot) if login else None,
        state=state,
        commit_oid=HEAD if on_head else "c" * 40,
        submitted_at=NOW - timedelta(hours=1),
        author_can_push=can_push,
        unchanged_paths=None if untouched_since is None else frozenset(untouched_since),
    )


def a_commit(message: str = "Change it", *authors: Person, oid: str = HEAD) -> Commit:
    return Commit(oid, message, authors or (Person("ada"),))


def a_pull_request(
    *changed: ChangedFile,
    title: str = "Change it",
    body: str = "",
    author: str | None = "ada",
    commits: Sequence[Commit] | None = None,
    labels: Sequence[str] | None = (),
    reviews: Sequence[Review] | None = (),
    is_draft: bool = False,
    requested_reviewers: Sequence[str] = (),
    changed_files: int | None = None,
    number: int = 7,
    fork_url: str = "",
    head_name: str = "change",
    is_bot: bool = False,
) -> PullRequest:
    """A pull request of `ada` from the branch `change` to `main`, in this repository or a fork."""
    return PullRequest(
        number=number,
        title=title,
        body=body,
        author=Person(author, is_bot=is_bot) if author else None,
        is_draft=is_draft,
        base_name="main",
        base_oid=BASE,
        head_name=head_name,
        head_oid=HEAD,
        from_fork=bool(fork_url),
        files=tuple(sorted(changed, key=lambda file: file.path)),
        changed_files=len(changed) if changed_files is None else changed_files,
        commits=(a_commit(),) if commits is None else tuple(commits),
        labels=None if labels is None else tuple(labels),
        reviews=None if reviews is None else tuple(reviews),
        requested_reviewers=tuple(requested_reviewers),
        head_repository_url=fork_url or URL,
    )


def record_file(
    path: str,
    status: Status | None = "accepted",
    title: str = "Use it",
    *,
    oid: str = "",
    **fields: object,
) -> RecordFile:
    """A record that was read, with its number by its file name; `fields` are those of `Record`."""
    said = {"number": number_in(path), "status_raw": (status or "").capitalize(), **fields}
    return RecordFile(path, oid, Record(path=path, title=title, status=status, **said))  # type: ignore[arg-type]


def a_snapshot(
    pull_request: PullRequest | None = None,
    *,
    records: Iterable[str | RecordFile] = (),
    records_at_head: Iterable[str | RecordFile] | None = None,
    families: Sequence[RecordFamily] = (ADR,),
    others: Sequence[RecordWork] | None = None,
    codeowners: str | None = None,
    teams: Sequence[Team] = (),
    folders: Iterable[str] = ("src", "docs"),
    unreadable: Sequence[str] = (),
    url: str = URL,
    customs: ReviewCustoms = NO_CUSTOMS,
    colleagues: Sequence[Colleague] = (),
) -> Snapshot:
    """A snapshot of acme/shop; `records` are those at the base, and at the head unless given.

    A record given by its path alone was not read.
    """
    at_base = _record_files(records)
    at_head = at_base if records_at_head is None else _record_files(records_at_head)
    return Snapshot(
        repository=Repository("acme", "shop", "main", url),
        pull_request=pull_request or a_pull_request(),
        now=NOW,
        top_level_folders=frozenset(folders),
        records_at_base=at_base,
        records_at_head=at_head,
        codeowners=None
        if codeowners is None
        else TextFile(".github/CODEOWNERS", codeowners, "d" * 40),
        teams=tuple(teams),
        families=tuple(families),
        others=None if others is None else tuple(others),
        unreadable=tuple(unreadable),
        customs=customs,
        colleagues=tuple(colleagues),
    )


def _record_files(records: Iterable[str | RecordFile]) -> tuple[RecordFile, ...]:
    read = [RecordFile(record) if isinstance(record, str) else record for record in records]
    return tuple(sorted(read, key=lambda file: file.path))
