"""The rows of the log's page, which of them fit a wish, and their order."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from decisions.page.states import State
from decisions.page.wish import Wish


@dataclass(frozen=True, slots=True)
class Link:
    """Words that lead somewhere; `address` is "" where nothing is known to be there."""

    words: str
    address: str = ""


@dataclass(frozen=True, slots=True)
class Row:
    """One decision. All text may be shown as it is; `anchor` leads to the row, `place` is its
    number in the log, from 0.

    `note` is the status in the record's own words where they say more than its normal form, `when`
    the date as text ("" without one), `day` as far as it can be read. `passed` is True when the
    date by which the record is to be looked at again (`revisit`) lies in the past. `text` is what a
    search looks at.
    """

    anchor: str
    place: int
    number: str
    title: Link
    path: str
    folder: str
    family: str
    state: State
    note: str
    when: str
    day: date | None
    revisit: str
    passed: bool
    successors: tuple[Link, ...]
    predecessors: tuple[Link, ...]
    carried_out: tuple[Link, ...]
    waived: tuple[Link, ...]
    text: str

    def fits(self, wish: Wish) -> bool:
        """Whether it is among what somebody wants to see."""
        return (
            all(word in self.text for word in wish.words)
            and (not wish.states or self.state in wish.states)
            and (not wish.folder or self.folder == wish.folder)
        )


def ordered(rows: Iterable[Row], wish: Wish) -> Sequence[Row]:
    """As the log has them, or the newest first; what has no date stands at the end then."""
    if not wish.newest:
        return list(rows)
    return sorted(rows, key=lambda row: row.day or date.min, reverse=True)
