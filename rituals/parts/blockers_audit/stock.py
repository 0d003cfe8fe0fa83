"""An audit as a value: what is blocked, what was known before, what was freed in between."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from rituals.engine.facts import RitualFacts
from rituals.engine.reminder import Reminder
from rituals.parts.blockers_audit.blockers import Blocker, closed_blockers, open_blockers
from rituals.parts.blockers_audit.remembered import Remembered, Seen, read_remembered, remembering
from rituals.parts.blockers_audit.removed import Removed, days_between, removed_since, unlisted


@dataclass(frozen=True, slots=True)
class Stock:
    """`before` is what the audit before knew: empty at the first one, None when it can no longer be
    read. `unread` are open ones beyond those that were read, and `may_be_more` says that how many
    is not told; `previous` is 0 at the first audit, else the number of the issue before.
    """

    day: date
    blockers: tuple[Blocker, ...]
    removed: tuple[Removed, ...]
    before: Remembered | None
    previous: int
    unread: int
    may_be_more: bool = False

    @property
    def times(self) -> tuple[int, ...]:
        """How long those were blocked that earlier audits reported as freed, the oldest first."""
        return self.before.times if self.before else ()

    @property
    def came(self) -> int:
        """How many are blocked that were not at the audit before."""
        known = self.before.blockers if self.before else {}
        return sum(1 for it in self.blockers if it.reference not in known)

    def for_the_next(self) -> str:
        """The hidden line from which the next audit knows what this one knew."""
        measured = [it.days for it in self.removed if it.days is not None and not it.is_most]
        seen = [(it.reference, Seen(it.days, it.labels[0])) for it in self.blockers]
        return remembering(seen, (*self.times, *measured))


def take_stock(
    previous: Reminder | None, facts: RitualFacts, labels: Sequence[str], day: date
) -> Stock:
    """`labels` of the categories; `day` is today where the audit is held."""
    before = read_remembered(previous.issue.body) if previous else Remembered()
    blockers = open_blockers(facts, labels)
    lists = {label.casefold(): facts.issues_labelled(label) for label in labels}
    opened_at = previous.issue.opened_at if previous else None
    removed = removed_since(
        before,
        {it.reference for it in blockers} | unlisted(before, lists),
        closed_blockers(facts, labels) if previous else (),
        days_between(opened_at.date() if opened_at else None, day),
        lists.keys(),
    )
    unread = sum(max(0, one.total - len(one.issues)) for one in lists.values())
    may_be_more = any(one.may_be_more for one in lists.values())
    number = previous.issue.number if previous else 0
    return Stock(day, blockers, removed, before, number, unread, may_be_more)
