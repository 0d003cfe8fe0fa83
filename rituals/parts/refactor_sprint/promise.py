"""What a sprint promised, and what became of it: its issue as people left it."""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import dataclass
from typing import Final

from checks.engine.words import code, listing, plural
from rituals.engine.carry_over import LONGEST_ITEM, Item, items_of
from rituals.engine.facts import LabelledIssues

_MOST_NAMED: Final = 6
_ISSUE: Final = re.compile(r"[\w./-]*#[0-9]+", re.ASCII)


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


def last_sprint(occurrence: str, promise: Promise) -> str:
    """What the sprint before promised and did, in a sentence; "" when it promised nothing."""
    if not promise.planned:
        return ""
    did = (
        f"**Last time** ({occurrence}): {len(promise.done):,} of {plural(promise.planned, 'item')}"
    )
    done = [in_words(item) for item in promise.done]
    what = f" done: {listing(done, _MOST_NAMED)}." if done else " done."
    return f"{did}{what}"


def in_words(item: Item) -> str:
    """One item: the reference of an issue, and what it says in code."""
    text = code(item.text, LONGEST_ITEM)
    return f"{item.reference} {text}" if _ISSUE.fullmatch(item.reference) else text
