"""What the last turn left behind, so that the next one, and the clock, know where to begin."""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING, Any

from github_app.gateway.recall import Recall
from github_app.remembered.legible import legible
from postmortems.known import Known, Tracked

if TYPE_CHECKING:
    # The clock and the front door read what was kept, and never a policy.
    from config.policy import Policy

KEPT = "postmortems:kept"
MOST_LOOKED_AT = 30
"""Incidents that are waited for and looked at in one turn."""


@dataclass(frozen=True, slots=True)
class Kept:
    """`wishes` is the digest of what the policy asked for, and `is_unwished` says that it was
    nothing. `since` is the day from which on incidents count. `index` is the number of our index, 0
    when unknown. `known` is None until our issues were looked through, and while it is not sure
    what was opened. `waited` are the incidents whose postmortem an open issue of ours asks for.
    `next_day` is when something may be due, None for never. `folders` are where the documents lie.
    `names` are the full names of the repository so far, in lower case.
    """

    wishes: str
    since: date | None = None
    index: int = 0
    known: Known | None = None
    waited: tuple[int, ...] = ()
    next_day: date | None = None
    is_unwished: bool = False
    folders: tuple[str, ...] = ()
    names: tuple[str, ...] = ()

    @property
    def looked_at(self) -> tuple[int, ...]:
        """Those of `waited` that the next turn looks at."""
        return self.waited[:MOST_LOOKED_AT]

    def in_turn(self, waited: Collection[int]) -> tuple[int, ...]:
        """`waited` as it is to be kept: those that were looked at now come last the next time."""
        before = (*self.waited[MOST_LOOKED_AT:], *self.looked_at, *waited)
        return tuple(number for number in dict.fromkeys(before) if number in waited)

    def waiting_a_day(self, now: datetime) -> Kept:
        """Nothing can be done today; tomorrow it may be otherwise."""
        return replace(self, next_day=now.date() + timedelta(days=1))

    def calls_for_a_look(self, wishes: str, today: date) -> bool:
        """Whether the clock should mark the repository."""
        return wishes != self.wishes or (self.next_day is not None and self.next_day <= today)


def digest_of(policy: Policy) -> str:
    """The same for two policies that want the same."""
    said = repr((policy.postmortems, policy.postmortem_customs))
    return hashlib.sha256(said.encode()).hexdigest()[:16]


def read_kept(recall: Recall) -> Kept | None:
    """None when nothing is known."""
    return unpacked_kept(recall.get(KEPT))


def remember_kept(recall: Recall, kept: Kept) -> None:
    known = kept.known
    packed = {
        "wishes": kept.wishes,
        "since": kept.since.isoformat() if kept.since else "",
        "index": kept.index,
        "known": None
        if known is None
        else [
            sorted(known.incidents),
            [[one.path, one.key, one.issue] for one in known.tracked],
        ],
        "waited": list(kept.waited),
        "next": kept.next_day.isoformat() if kept.next_day else "",
        "unwished": kept.is_unwished,
        "folders": list(kept.folders),
        "names": list(kept.names),
    }
    recall.put({KEPT: packed})


def postmortem_folders(recall: Recall) -> tuple[str, ...]:
    """Where postmortems lie that are kept; none where nobody is known to want that."""
    kept = read_kept(recall)
    return kept.folders if kept else ()


def unpacked_kept(stored: Any) -> Kept | None:
    """What `remember_kept` left, as `Recall` answers it; None for anything else."""
    return legible(stored, _unpacked)


def _unpacked(stored: Mapping[str, Any]) -> Kept:
    known = stored["known"]
    return Kept(
        wishes=str(stored["wishes"]),
        since=date.fromisoformat(stored["since"]) if stored["since"] else None,
        index=int(stored["index"]),
        known=None if known is None else _known(*known),
        waited=tuple(map(int, stored["waited"])),
        next_day=date.fromisoformat(stored["next"]) if stored["next"] else None,
        is_unwished=bool(stored["unwished"]),
        folders=tuple(map(str, stored["folders"])),
        names=tuple(map(str, stored.get("names", ()))),
    )


def _known(incidents: list[Any], tracked: list[Any]) -> Known:
    found = (Tracked(str(path), str(key), int(issue)) for path, key, issue in tracked)
    return Known(frozenset(map(int, incidents)), tuple(found))
