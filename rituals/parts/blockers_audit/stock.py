"""An audit as a value: what is blocked, what was known before, what was freed in between."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from rituals.engine.facts import RitualFacts
from rituals.engine.reminder import Reminder
from rituals.parts.blockers_audit.before import Before
from rituals.parts.blockers_audit.blockers import Blocker, closed_blockers, open_blockers
from rituals.parts.blockers_audit.remembered import Ladder, Remembered, Seen, remembering
from rituals.parts.blockers_audit.removed import (
    Removed,
    StillBlocked,
    Unseen,
    closed_since,
    off_the_lists,
)


@dataclass(frozen=True, slots=True)
class Stock:
    """`before` is what the audit before knew: empty at the first one, None when it can no longer be
    read. `unread` are open ones beyond those that were read, and `may_be_more` says that how many
    is not told; `previous` is 0 at the first audit, else the number of the issue before. `unseen`
    are references of the audit before of which nothing is known any more, and `still` is blocked
    beyond what was read.
    """

    day: date
    blockers: tuple[Blocker, ...]
    removed: tuple[Removed, ...]
    before: Remembered | None
    previous: int
    unread: int
    may_be_more: bool = False
    unseen: tuple[str, ...] = ()
    still: tuple[StillBlocked, ...] = ()

    @property
    def times(self) -> tuple[int, ...]:
        """How long those were blocked that earlier audits reported as freed, the oldest first."""
        return self.before.times if self.before else ()

    @property
    def is_cut(self) -> bool:
        """Whether there may be more than `blockers`."""
        return self.may_be_more or self.unread > 0

    @property
    def came(self) -> int:
        """How many are blocked that were not at the audit before."""
        known = self.before.blockers if self.before else {}
        return sum(1 for it in self.blockers if it.reference not in known)

    def for_the_next(self, ladder: Ladder) -> str:
        """The hidden line from which the next audit knows what this one knew."""
        measured = [it.days for it in self.removed if it.days is not None and not it.is_most]
        seen = [(it.reference, Seen(it.days, it.labels[0])) for it in self.blockers]
        # As they were then: nobody has been told of them since.
        seen += [(it.reference, it.seen) for it in self.still]
        return remembering(seen, (*self.times, *measured), ladder)


def take_stock(
    previous: Reminder | None, facts: RitualFacts, labels: Sequence[str], day: date
) -> Stock:
    """`labels` of the categories; `day` is today where the audit is held."""
    blockers = open_blockers(facts, labels)
    before = Before.of(previous, day).renamed(facts.followed).completed(blockers)
    closed = closed_since(closed_blockers(facts, labels)) if previous else ()
    known = {it.reference for it in blockers} | {it.reference for it in closed}
    others = tuple(off_the_lists(before, known, facts))
    removed = (*closed, *(it for it in others if isinstance(it, Removed)))
    lists = [facts.issues_labelled(label) for label in labels]
    unread = sum(max(0, one.total - len(one.issues)) for one in lists)
    may_be_more = any(one.may_be_more for one in lists)
    return Stock(
        day=day,
        blockers=blockers,
        removed=removed,
        before=before.known,
        previous=before.number,
        unread=unread,
        may_be_more=may_be_more,
        unseen=tuple(it.reference for it in others if isinstance(it, Unseen)),
        still=tuple(it for it in others if isinstance(it, StillBlocked)),
    )
