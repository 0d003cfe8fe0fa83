"""Merge commits that hold nothing of anybody's own, such as those of "Update branch".

A commit never changes, so what was proven of it once is remembered.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
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

# The newest so many; others are taken for work of those who made them.
MOST_MERGES = 10
_PARENTS = "... on Commit { parents(first: 3) { nodes { oid } } }"


@dataclass(frozen=True, slots=True)
class _Merge:
    """What either parent changed, and what the merge changes of the first; None where the lists
    are too long or gone. `twice` are the files whose contents have to tell, None when the merge is
    known not to be clean.
    """

    lists: tuple[tuple[ChangedFile, ...] | None, ...]

    @property
    def is_known(self) -> bool:
        return None not in self.lists

    @property
    def twice(self) -> tuple[ChangedTwice, ...] | None:
        first, second, made = self.lists
        if first is None or second is None or made is None:
            return None
        return changed_twice(first, second, made)


def find_clean_merges(draft: PartialReading, github: GitHub, recall: Recall) -> None:
    """Which of the merges that matter are clean: remembered, or else proven."""
    oids = merges_that_matter(draft)[-MOST_MERGES:]
    known = dict(zip(oids, recall.get_many([_key(oid) for oid in oids]), strict=True))
    unknown = [oid for oid, answer in known.items() if answer is None]
    if unknown:
        proven = _prove(github, recall, unknown)
        known |= proven
        draft.unproven += len(unknown) - len(proven)
    draft.clean_merges = frozenset(oid for oid, clean in known.items() if clean)


def _key(oid: str) -> str:
    return f"clean-merge:{oid}"


def _prove(github: GitHub, recall: Recall, oids: Sequence[str]) -> dict[str, bool]:
    """Whether these commits are clean merges, but for those that are too much for one reading."""
    merges = _merges(github, _parents(github, oids))
    clean, left = _clean(github, {oid: merge.twice for oid, merge in merges.items()})
    answers = {oid: oid in clean for oid in oids if oid not in left}
    unsure = {oid for oid, merge in merges.items() if not merge.is_known}
    recall.put({_key(oid): clean for oid, clean in answers.items() if oid not in unsure}, MONTH)
    recall.put({_key(oid): False for oid in unsure}, DAY)
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
            asked[oid] = [github.beside(partial(_listed, github, *pair)) for pair in pairs]
    return {
        oid: _Merge(tuple(answer.result() for answer in answers)) for oid, answers in asked.items()
    }


def _listed(github: GitHub, base_oid: str, head_oid: str) -> tuple[ChangedFile, ...] | None:
    try:
        return listed_changes(github, base_oid, head_oid)
    except Gone:
        return None


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
