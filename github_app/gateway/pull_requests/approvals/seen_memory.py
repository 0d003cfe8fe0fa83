"""What was to be seen at earlier commits, remembered from when they were the newest."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from github_app.gateway.pull_requests.files import files_key_of, unpacked
from github_app.gateway.recall import Recall
from snapshot.changed_file import ChangedFile
from snapshot.pull_request import Comparison


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


@dataclass(frozen=True, slots=True)
class Base:
    """The branch a pull request targets, and its commit. `histories` maps each commit of the pull
    request to what `history_of` says of the commits up to it.
    """

    name: str
    oid: str
    histories: Mapping[str, str] = field(default_factory=dict)


def shown_key(base_name: str, commit_oid: str) -> str:
    """Where is remembered what a commit was always seen to change on that branch."""
    return f"shown:{base_name}:{commit_oid}"


def history_key(base_name: str, commit_oid: str) -> str:
    """Where is remembered on which commit of that branch a commit was listed last, and with which
    history.
    """
    return f"history:{base_name}:{commit_oid}"


def history_of(oids: Iterable[str]) -> str:
    """Stands for these commits in this order.

    While a pull request lists the same commits up to one of them, this one has left the base at
    the same place, however far the base has come since, and changes what it changed before.
    """
    return hashlib.sha256("\n".join(oids).encode()).hexdigest()


def remembered(base: Base, sights: Sequence[Sight], recall: Recall) -> dict[Sight, Seen]:
    """What was listed for the pull request at these commits: on this commit of the base, on
    another that makes no difference, or on the branch that was left.
    """
    found = _listed({sight: _key(base, sight) for sight in sights}, recall)
    others = [s for s in sights if s not in found and not s.left_base]
    pasts = recall.get_many([history_key(base.name, sight.commit_oid) for sight in others])
    same = {
        sight: files_key_of(past["base"], sight.commit_oid)
        for sight, past in zip(others, pasts, strict=True)
        if past and past["history"] == base.histories.get(sight.commit_oid)
    }
    return found | _listed(same, recall)


def shown_before(base: Base, sights: Sequence[Sight], recall: Recall) -> dict[Sight, Seen]:
    """What was always shown at these commits, wherever the base stood."""
    return _listed({sight: shown_key(base.name, sight.commit_oid) for sight in sights}, recall)


def _key(base: Base, sight: Sight) -> str:
    if sight.left_base:
        return shown_key(sight.left_base, sight.commit_oid)
    return files_key_of(base.oid, sight.commit_oid)


def _listed(keys: Mapping[Sight, str], recall: Recall) -> dict[Sight, Seen]:
    found = recall.get_many(tuple(keys.values()))
    return {
        sight: Seen(unpacked(rows))
        for sight, rows in zip(keys, found, strict=True)
        if rows is not None
    }
