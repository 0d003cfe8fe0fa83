"""The change that a reviewer saw: remembered from when it was the newest, else compared.

What a reviewer saw is the list of changes between the base and the reviewed commit. Comparing
contents at that commit would not do: a merge that takes something back from the base, or a rename
of another file, shows changes that were never listed to anybody.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from concurrent.futures import Future
from dataclasses import dataclass
from functools import partial
from typing import Any

from github_app.failures import Gone
from github_app.gateway.client import GitHub
from github_app.gateway.pull_requests.comparing import listed_changes
from github_app.gateway.pull_requests.files import files_key_of, packed, unpacked
from github_app.gateway.recall import MONTH, Recall
from snapshot.changed_file import ChangedFile
from snapshot.pull_request import Comparison

# The newest so many; older approvals are taken to cover nothing: nobody should pay for the proof.
MOST_COMPARED_COMMITS = 10
_UNKNOWN_KEPT_SECONDS = 300


@dataclass(frozen=True, slots=True)
class Sight:
    """What there was to see at a commit: on the base of today, or on the branch `left_base` that
    the pull request targeted then.
    """

    commit_oid: str
    left_base: str = ""


@dataclass(frozen=True, slots=True)
class Seen:
    """The changes that were listed; none unless `comparison` is "compared"."""

    files: tuple[ChangedFile, ...] = ()
    comparison: Comparison = "compared"


def shown_key(base_name: str, commit_oid: str) -> str:
    """Where is remembered what a commit was always seen to change on that branch."""
    return f"shown:{base_name}:{commit_oid}"


@dataclass(frozen=True, slots=True)
class Base:
    """The branch a pull request targets, and its commit."""

    name: str
    oid: str


def find_seen(
    base: Base, sights: Iterable[Sight], github: GitHub, recall: Recall
) -> dict[Sight, Seen]:
    """What there was to see; `sights` are in time order. One comparison for each that is not
    remembered; what was shown on a branch left since is known from memory alone.
    """
    wanted = tuple(dict.fromkeys(sights))
    found = _remembered(base.oid, wanted, recall)
    missing = [sight for sight in wanted if sight not in found and not sight.left_base]
    asked = {
        sight: github.beside(partial(listed_changes, github, base.oid, sight.commit_oid))
        for sight in missing[-MOST_COMPARED_COMMITS:]
    }
    for sight, answer in asked.items():
        found[sight] = _take(recall, _compared_key(base.oid, sight), answer)
    for sight in wanted:
        unknown: Comparison = "other_base" if sight.left_base else "too_many"
        found.setdefault(sight, Seen(comparison=unknown))
    return found | _shown_before(base, found, recall)


def _shown_before(base: Base, found: Mapping[Sight, Seen], recall: Recall) -> dict[Sight, Seen]:
    """In place of what GitHub cannot tell, what was shown while the branch stood elsewhere."""
    lost = [sight for sight, seen in found.items() if seen.comparison in ("too_long", "too_many")]
    shown = recall.get_many([shown_key(base.name, sight.commit_oid) for sight in lost])
    return {
        sight: Seen(unpacked(rows))
        for sight, rows in zip(lost, shown, strict=True)
        if rows is not None
    }


def _compared_key(base_oid: str, sight: Sight) -> str:
    return f"compared:{base_oid}:{sight.commit_oid}"


def _remembered(base_oid: str, sights: tuple[Sight, ...], recall: Recall) -> dict[Sight, Seen]:
    """Of the two that may be there, what was listed for the pull request: it may be longer."""
    listed = recall.get_many(
        [
            shown_key(sight.left_base, sight.commit_oid)
            if sight.left_base
            else files_key_of(base_oid, sight.commit_oid)
            for sight in sights
        ]
    )
    compared = recall.get_many([_compared_key(base_oid, sight) for sight in sights])
    found = {}
    for sight, rows, answer in zip(sights, listed, compared, strict=True):
        if rows is not None:
            found[sight] = Seen(unpacked(rows))
        elif answer is not None and not sight.left_base:
            found[sight] = _unpacked(answer)
    return found


def _take(recall: Recall, key: str, answer: Future[tuple[ChangedFile, ...] | None]) -> Seen:
    try:
        files = answer.result()
    except Gone:
        seen, kept_for = Seen(comparison="commit_gone"), _UNKNOWN_KEPT_SECONDS
    else:
        seen = Seen(comparison="too_long") if files is None else Seen(files)
        kept_for = MONTH
    recall.put({key: {"how": seen.comparison, "files": packed(seen.files)}}, kept_for)
    return seen


def _unpacked(value: Mapping[str, Any]) -> Seen:
    return Seen(unpacked(value["files"]), value["how"])
