"""ADR link: the records there are, and what a pull request has to do with them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from posixpath import dirname

from checks.parts.adr_link.missing_records import missing_records
from snapshot.facts import Snapshot
from snapshot.pull_request import PullRequest
from snapshot.record_changes import RecordChanges, record_changes
from snapshot.record_family import family_of
from snapshot.record_index import RecordIndex
from snapshot.record_names import is_record_path
from snapshot.text_references import Ambiguous, References, Waiver, references, together

LONGEST_MESSAGE = 10_000
LONGEST_MESSAGES = 200_000
"""Characters of a commit message, and of all of them, that are searched for citations."""

_MOST_PLACES = 100
"""Folders of changed files that are compared with those of records whose numbers are the same."""


@dataclass(frozen=True, slots=True)
class Links:
    """What a pull request has to do with decisions; the tuples have no doubles.

    `known` are the paths of all records of decisions at base and head, sorted. `cited`, `stated`,
    `waived` and `added` are among them: what is added or waived does not count as cited, and
    `stated` are the cited ones that title or description name, which can still be edited. `touched`
    are records it edits, renames or removes. `external` are addresses in other repositories.

    `unresolved` are citations in title or description, as written, that name no record; `missing`
    those among them that cannot mean a document of another sort; `lost` those in commit messages.
    `mentioned` is True when a decision is spoken of and nothing says which.
    """

    known: tuple[str, ...] = ()
    cited: tuple[str, ...] = ()
    stated: tuple[str, ...] = ()
    added: tuple[str, ...] = ()
    touched: frozenset[str] = frozenset()
    waived: tuple[Waiver, ...] = ()
    external: tuple[str, ...] = ()
    unresolved: tuple[str, ...] = ()
    missing: tuple[str, ...] = ()
    lost: tuple[str, ...] = ()
    ambiguous: tuple[Ambiguous, ...] = ()
    mentioned: bool = False


def links(snapshot: Snapshot, near: Sequence[str]) -> Links:
    """Look through title, description, commit messages and branch name, and the changed files.

    `near` are paths the pull request is about: where numbers repeat, the nearest record is meant.
    """
    changes = record_changes(snapshot.pull_request.files, snapshot.families)
    files = (*snapshot.records_at_base, *snapshot.records_at_head)
    paths = {file.path for file in files if is_record_path(file.path)} | {*changes.added}
    index = RecordIndex(sorted(paths), snapshot.repository, snapshot.families)
    places = (*(*changes.added, *changes.edited)[:_MOST_PLACES], *_places(near))
    stated, written = _references(snapshot.pull_request, index, places)
    everything = together((stated, written))
    deciding = frozenset(path for path in paths if _decides(snapshot, path))
    waived = tuple(w for w in everything.waived if w.path in deciding)
    added = tuple(path for path in changes.added if path in deciding)
    cited = deciding.difference(added, (waiver.path for waiver in waived))
    return Links(
        known=tuple(sorted(deciding)),
        cited=tuple(path for path in everything.refs if path in cited),
        stated=tuple(path for path in stated.refs if path in cited),
        added=added,
        touched=_touched(changes),
        waived=waived,
        external=everything.external,
        unresolved=stated.unresolved,
        missing=missing_records(snapshot, stated.unresolved),
        lost=tuple(text for text in written.unresolved if text not in stated.unresolved),
        ambiguous=tuple(a for a in everything.ambiguous if not deciding.isdisjoint(a.paths)),
        mentioned=everything.mention_only,
    )


def _references(
    pull_request: PullRequest, index: RecordIndex, places: Sequence[str]
) -> tuple[References, References]:
    """What title and description say, and what commit messages and the branch's name say."""
    stated = (pull_request.title, pull_request.body)
    of_branch = references(pull_request.head_name, index, places)
    commits = (references(message, index, places) for message in _messages(pull_request))
    # The name of a branch is no place to look for mistakes in.
    branch = References(refs=of_branch.refs, ambiguous=of_branch.ambiguous)
    return (
        together(references(text, index, places) for text in stated),
        together((*commits, branch)),
    )


def _messages(pull_request: PullRequest) -> Iterator[str]:
    left = LONGEST_MESSAGES
    for message in dict.fromkeys(commit.message for commit in pull_request.commits):
        searched = message[: min(LONGEST_MESSAGE, left)]
        left -= len(searched)
        yield searched


def _places(near: Iterable[str]) -> tuple[str, ...]:
    """One of `near` for each folder: more say nothing new."""
    by_folder = {dirname(path): path for path in near}
    return tuple(by_folder.values())[:_MOST_PLACES]


def _decides(snapshot: Snapshot, path: str) -> bool:
    family = family_of(path, snapshot.families)
    return family is not None and family.decides


def _touched(changes: RecordChanges) -> frozenset[str]:
    return frozenset((*changes.edited, *changes.renamed, *changes.gone))
