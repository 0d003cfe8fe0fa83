"""The change that a reviewer saw: remembered from when it was the newest, else compared.

What a reviewer saw is the list of changes between the base and the reviewed commit. Comparing
contents at that commit would not do: a merge that takes something back from the base, or a rename
of another file, shows changes that were never listed to anybody.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from concurrent.futures import Future
from functools import partial
from typing import Any

from github_app.failures import Gone
from github_app.gateway.client import GitHub
from github_app.gateway.pull_requests.approvals.comparing import listed_changes
from github_app.gateway.pull_requests.approvals.seen_memory import (
    Base,
    Seen,
    Sight,
    remembered,
    shown_before,
)
from github_app.gateway.pull_requests.files import packed, unpacked
from github_app.gateway.recall import MONTH, Recall
from snapshot.changed_file import ChangedFile
from snapshot.pull_request import Comparison

# In one reading, the newest so many; of older ones nothing is known until another reading.
MOST_COMPARED_COMMITS = 10
_UNKNOWN_KEPT_SECONDS = 300


def find_seen(
    base: Base, sights: Iterable[Sight], github: GitHub, recall: Recall
) -> dict[Sight, Seen]:
    """What there was to see; `sights` are in the order of their weight, the least first. One
    comparison for each that is not remembered; what was shown on a branch left since is known from
    memory alone.
    """
    # Of one that several approved, the last place counts: those at the end matter most.
    wanted = tuple(dict.fromkeys(reversed(tuple(sights))))[::-1]
    # First what was listed for the pull request: that may be longer than a comparison.
    found = remembered(base, wanted, recall)
    missing = [sight for sight in wanted if sight not in found and not sight.left_base]
    found |= _compared(base.oid, missing, recall)
    missing = [sight for sight in missing if sight not in found]
    asked = {
        sight: github.beside(partial(listed_changes, github, base.oid, sight.commit_oid))
        for sight in missing[-MOST_COMPARED_COMMITS:]
    }
    for sight, answer in asked.items():
        found[sight] = _take(recall, _compared_key(base.oid, sight), answer)
    for sight in wanted:
        unknown: Comparison = "other_base" if sight.left_base else "too_many"
        found.setdefault(sight, Seen(comparison=unknown))
    lost = [sight for sight, seen in found.items() if seen.comparison in ("too_long", "too_many")]
    return found | shown_before(base, lost, recall)


def _compared_key(base_oid: str, sight: Sight) -> str:
    return f"compared:{base_oid}:{sight.commit_oid}"


def _compared(base_oid: str, sights: Sequence[Sight], recall: Recall) -> dict[Sight, Seen]:
    """What earlier comparisons answered."""
    found = recall.get_many([_compared_key(base_oid, sight) for sight in sights])
    return {sight: _unpacked(answer) for sight, answer in zip(sights, found, strict=True) if answer}


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
