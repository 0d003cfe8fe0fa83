"""ADR link: the records there are, and which of them a pull request cites, adds or edits."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from snapshot.citations import cited, resolve
from snapshot.facts import Snapshot
from snapshot.pull_request import PullRequest
from snapshot.record_names import is_record_path


@dataclass(frozen=True, slots=True)
class Decisions:
    """What a pull request has to do with decisions; all tuples are sorted and without doubles.

    `known` are the paths of all records at base and head. `cited`, `added` and `edited` are among
    them. `unresolved` are citations, as written, that name none of them; `mentioned` is True when a
    decision is spoken of without saying which.
    """

    known: tuple[str, ...]
    cited: tuple[str, ...]
    added: tuple[str, ...]
    edited: tuple[str, ...]
    unresolved: tuple[str, ...]
    mentioned: bool


def decisions(snapshot: Snapshot, folders: Sequence[str]) -> Decisions:
    """Look through title, description and commit messages, and through the changed files."""
    at_base = {record.path for record in snapshot.records_at_base if is_record_path(record.path)}
    added, edited = _changed(snapshot.pull_request, folders, at_base)
    at_head = {record.path for record in snapshot.records_at_head if is_record_path(record.path)}
    known = tuple(sorted(at_base | at_head | added))
    found: set[str] = set()
    unresolved: set[str] = set()
    mentioned = False
    for text in _texts(snapshot.pull_request):
        for citation in cited(text):
            path = resolve(citation, known, snapshot.repository)
            if path is not None:
                found.add(path)
            elif citation.kind == "mention":
                mentioned = True
            elif citation.is_certain:
                unresolved.add(citation.text)
    return Decisions(
        known,
        tuple(sorted(found)),
        tuple(sorted(added)),
        tuple(sorted(edited)),
        tuple(sorted(unresolved)),
        mentioned,
    )


def _texts(pull_request: PullRequest) -> tuple[str, ...]:
    messages = (commit.message for commit in pull_request.commits)
    return tuple(dict.fromkeys([pull_request.title, pull_request.body, *messages]))


def _changed(
    pull_request: PullRequest, folders: Sequence[str], at_base: set[str]
) -> tuple[set[str], set[str]]:
    """Paths of records the pull request adds, and of those it edits."""
    added, edited = set(), set()
    for file in pull_request.files:
        if (
            file.kind == "removed"
            or not is_record_path(file.path)
            or not _within(file.path, folders)
        ):
            continue
        is_new = at_base.isdisjoint(file.paths) and file.kind != "modified"
        # The base may have moved on and got the same record in another way.
        if is_new or file.kind == "added":
            added.add(file.path)
        else:
            edited.add(file.path)
    return added, edited


def _within(path: str, folders: Sequence[str]) -> bool:
    return any(path.startswith(f"{folder}/") for folder in folders)
