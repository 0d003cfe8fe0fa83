"""What the last turn left behind, so that the next one, and the clock, know where to begin."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta
from typing import Any

from decisions.reminders import Reminded
from github_app.gateway.recall import Recall
from github_app.remembered.legible import legible

KEPT = "decisions:kept"


@dataclass(frozen=True, slots=True)
class Kept:
    """`wishes` is the digest of what the policy asked for, and `is_unwished` says that it was
    nothing. `logs` are the numbers of our log issues by family. `reminded` is None until our issues
    were looked through. `next_date` is the day on which a reminder may be due, None for none.
    """

    wishes: str
    logs: Mapping[str, int] = field(default_factory=dict)
    reminded: tuple[Reminded, ...] | None = None
    next_date: date | None = None
    is_unwished: bool = False

    def waiting_a_day(self, now: datetime) -> Kept:
        """Nothing can be done today; tomorrow it may be otherwise."""
        return replace(self, next_date=now.date() + timedelta(days=1))

    def calls_for_a_look(self, wishes: str, today: date) -> bool:
        """Whether the clock should mark the repository."""
        return wishes != self.wishes or (self.next_date is not None and self.next_date <= today)


def read_kept(recall: Recall) -> Kept | None:
    """None when nothing is known."""
    return unpacked_kept(recall.get(KEPT))


def remember_kept(recall: Recall, kept: Kept) -> None:
    reminded = None if kept.reminded is None else [[r.kind, r.since, r.path] for r in kept.reminded]
    packed = {
        "wishes": kept.wishes,
        "logs": dict(kept.logs),
        "reminded": reminded,
        "next": kept.next_date.isoformat() if kept.next_date else "",
        "unwished": kept.is_unwished,
    }
    recall.put({KEPT: packed})


def unpacked_kept(stored: Any) -> Kept | None:
    """What `remember_kept` left, as `Recall` answers it; None for anything else."""
    return legible(stored, _kept)


def _kept(stored: Any) -> Kept:
    reminded = stored["reminded"]
    return Kept(
        wishes=stored["wishes"],
        logs={family: int(number) for family, number in stored["logs"].items()},
        reminded=None if reminded is None else tuple(Reminded(*entry) for entry in reminded),
        next_date=date.fromisoformat(stored["next"]) if stored["next"] else None,
        is_unwished=bool(stored["unwished"]),
    )
