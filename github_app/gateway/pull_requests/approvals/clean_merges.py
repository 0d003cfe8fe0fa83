"""Merge commits that hold nothing of anybody's own, such as those of "Update branch".

A commit never changes, so what was proven of it once is remembered.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from concurrent.futures import Future
from dataclasses import dataclass
from functools import partial
from typing import Any

from github_app.failures import Gone
from github_app.gateway.client import GitHub
from github_app.gateway.pull_requests.approvals.comparing import listed_changes
from github_app.gateway.pull_requests.approvals.contents import MOST_CONTENTS, read_contents
from github_app.gateway.pull_requests.approvals.merges_that_matter import merges_that_matter
from github_app.gateway.pull_requests.partial_reading import PartialReading
from github_app.gateway.pull_requests.question import Question
from github_app.gateway.recall import DAY, MONTH, Recall
from snapshot.changed_file import ChangedFile
from snapshot.merged_files import ChangedTwice, changed_twice, is_clean

# In one reading; what is left is proven by another one.
MOST_MERGES = 10
# The newest so many; others are taken for work of those who made them.
MOST_IN_ALL = 50
# GitHub may not know yet, or have lost for a moment, what it told of.
_GONE_SECONDS = 300
_PARENTS = "... on Commit { parents(first: 3) { nodes { oid } } }"


@dataclass(frozen=True, slots=True)
class _Merge:
    """What either parent changed, and what the merge changes of the first; None where the lists
    are too long, or GitHub does not know the commits (`is_gone`). `twice` are the files whose
    contents have to tell, None when the merge is known not to be clean.
    """

    lists: tuple[tuple[ChangedFile, ...] | None, ...]
    is_gone: bool = False

    @property
    def kept_for(self) -> int:
        """How many seconds the answer is believed."""
        if self.is_gone:
            return _GONE_SECONDS
        return DAY if None in self.lists else MONTH

    @property
    def twice(self) -> tuple[ChangedTwice, ...] | None:
        first, second, made = self.lists
        if first is None or second is None or made is None:
            return None
        return changed_twice(first, second, made)


def find_clean_merges(draft: PartialReading, github: GitHub, recall: Recall) -> None:
    """Which of the merges that matter are clean: remembered, or else proven."""
    oids = merges_that_matter(draft)[-MOST_IN_ALL:]
    known = dict(zip(oids, recall.get_many([_key(oid) for oid in oids]), strict=True))
    unknown = [oid for oid, answer in known.items() if answer is None]
    if unknown:
        proven = _prove(github, recall, unknown[-MOST_MERGES:])
        known |= proven
        draft.unproven += len(unknown) - len(proven)
    draft.clean_merges = frozenset(oid for oid, clean in known.items() if clean)


def _key(oid: str) -> str:
    return f"clean-merge:{oid}"


def _prove(github: GitHub, recall: Recall, oids: Sequence[str]) -> dict[str, bool]:
    """Whether these commits are clean merges, but for those that are too much for one reading."""
    parents = _parents(github, oids)
    merges = _merges(github, parents)
    clean, left = _clean(github, {oid: merge.twice for oid, merge in merges.items()})
    answers = {oid: oid in clean for oid in oids if oid not in left}
    for oid, answer in answers.items():
        known_for = MONTH if parents.get(oid) else _GONE_SECONDS
        recall.put({_key(oid): answer}, merges[oid].kept_for if oid in merges else known_for)
    return answers


def _parents(github: GitHub, oids: Iterable[str]) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    owner, name = github.full_name.split("/", 1)
    question = Question(owner, name, number=0)

    def take(oid: str, node: Any) -> None:
        parents = ((node or {}).get("parents") or {}).get("nodes") or ()
        found[oid] = [str(parent["oid"]) for parent in parents if parent]

    for oid in oids:
        question.ask_repository("object(oid: {oid})", _PARENTS, partial(take, oid), oid=oid)
    question.put(github)
    return found


def _merges(github: GitHub, parents: Mapping[str, Sequence[str]]) -> dict[str, _Merge]:
    """Those with two parents; of more, nobody knows what git would make by itself."""
    asked = {}
    for oid, found in parents.items():
        if len(found) == 2:
            first, second = found
            pairs = ((second, first), (first, second), (first, oid))
            asked[oid] = [github.beside(partial(listed_changes, github, *pair)) for pair in pairs]
    return {oid: _merge(answers) for oid, answers in asked.items()}


def _merge(answers: Iterable[Future[tuple[ChangedFile, ...] | None]]) -> _Merge:
    lists, is_gone = list[tuple[ChangedFile, ...] | None](), False
    for answer in answers:
        try:
            lists.append(answer.result())
        except Gone:
            lists.append(None)
            is_gone = True
    return _Merge(tuple(lists), is_gone)


def _clean(
    github: GitHub, merges: Mapping[str, tuple[ChangedTwice, ...] | None]
) -> tuple[frozenset[str], frozenset[str]]:
    """The merges of which every file is what git makes of it, by contents where these tell; and
    those whose contents are left for another reading.
    """
    clean, left, room = set(), set(), MOST_CONTENTS
    wanted = dict[str, tuple[ChangedTwice, ...]]()
    for oid, twice in merges.items():
        if twice == ():
            clean.add(oid)
        elif twice and 3 * len(twice) <= room:
            wanted[oid] = twice
            room -= 3 * len(twice)
        elif twice and 3 * len(twice) <= MOST_CONTENTS:
            left.add(oid)
    if wanted:
        files = [file for twice in wanted.values() for file in twice]
        texts = read_contents(github, (oid for file in files for oid in file.oids)).texts
        clean |= {oid for oid, twice in wanted.items() if all(is_clean(f, texts) for f in twice)}
    return frozenset(clean), frozenset(left)
