"""ADR link: the records there are, and which of them a pull request cites, adds or edits."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice

from snapshot.changed_file import ChangedFile
from snapshot.citations import Citation, cited
from snapshot.diff import added_lines
from snapshot.facts import Snapshot
from snapshot.markdown import prose
from snapshot.pull_request import PullRequest
from snapshot.record_index import RecordIndex
from snapshot.record_names import is_record_path

LONGEST_MESSAGE = 10_000
LONGEST_MESSAGES = 200_000
"""Characters of a commit message, and of all of them, that are searched for citations."""

MOST_CITATIONS = 1_000


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
    known = tuple(sorted((at_base | at_head | added) - _hollow(snapshot.pull_request)))
    index = RecordIndex(known, snapshot.repository)
    found: set[str] = set()
    unresolved: set[str] = set()
    mentioned = False
    for citation in _citations(snapshot.pull_request):
        path = index.resolve(citation)
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


def _citations(pull_request: PullRequest) -> Iterator[Citation]:
    """All citations, each once, up to a number nobody writes by hand."""
    citations = dict.fromkeys(c for text in _texts(pull_request) for c in cited(text))
    return islice(citations, MOST_CITATIONS)


def _texts(pull_request: PullRequest) -> Iterator[str]:
    yield pull_request.title
    yield pull_request.body
    left = LONGEST_MESSAGES
    for message in dict.fromkeys(commit.message for commit in pull_request.commits):
        searched = message[: min(LONGEST_MESSAGE, left)]
        left -= len(searched)
        yield searched


def _changed(
    pull_request: PullRequest, folders: Sequence[str], at_base: set[str]
) -> tuple[set[str], set[str]]:
    """Paths of records the pull request adds, and of those it edits."""
    added, edited = set(), set()
    hollow = _hollow(pull_request)
    for file in pull_request.files:
        if (
            file.kind == "removed"
            or not is_record_path(file.path)
            or not _within(file.path, folders)
        ):
            continue
        is_new = at_base.isdisjoint(file.paths) and file.kind != "modified"
        # The base may have moved on and got the same record in another way.
        if file.path in hollow:
            continue
        if is_new or file.kind == "added":
            added.add(file.path)
        else:
            edited.add(file.path)
    return added, edited


def _hollow(pull_request: PullRequest) -> frozenset[str]:
    """Paths of added files that say nothing."""
    return frozenset(file.path for file in pull_request.files if _says_nothing(file))


def _says_nothing(file: ChangedFile) -> bool:
    if file.kind != "added" or not is_record_path(file.path):
        return False
    if file.patch is None:
        return file.additions == 0
    text = prose("\n".join(line.text for line in added_lines(file)))
    return not any(letter.isalnum() for letter in text)


def _within(path: str, folders: Sequence[str]) -> bool:
    return any(path.startswith(f"{folder}/") for folder in folders)
