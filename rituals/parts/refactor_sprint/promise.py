"""What a sprint promised, and what became of it: its issue as people left it."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from rituals.engine.carry_over import Item, items_of
from rituals.engine.facts import LabelledIssues


@dataclass(frozen=True, slots=True)
class Promise:
    """`done` are the items that were ticked or whose issue is closed, `left` the others; what was
    taken out of the lists was not promised.
    """

    done: tuple[Item, ...]
    left: tuple[Item, ...]

    @property
    def planned(self) -> int:
        return len(self.done) + len(self.left)


def promise_of(body: str, standing: Collection[str], debt: LabelledIssues) -> Promise:
    """The promise in the text of a sprint's issue; `debt` tells which issues were closed since."""
    closed = {issue.reference for issue in debt.closed}
    items = items_of(body, standing)
    done = tuple(item for item in items if item.is_done or item.reference in closed)
    return Promise(done, tuple(item for item in items if item not in done))
