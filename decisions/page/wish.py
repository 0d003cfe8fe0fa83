"""What somebody who looks at the log wants to see of it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

_LONGEST_TEXT = 200


@dataclass(frozen=True, slots=True)
class Wish:
    """`words` must all occur in a row, whatever their case; of `states` (none: all) it has one, and
    it lies in `folder` ("": any). `newest` lists by date instead of number.
    """

    text: str = ""
    states: frozenset[str] = frozenset()
    folder: str = ""
    newest: bool = False

    @classmethod
    def of(cls, text: str, states: Sequence[str], folder: str, order: str) -> Wish:
        """From what an address says, however long or strange that is."""
        return cls(text[:_LONGEST_TEXT], frozenset(states), folder, order == "newest")

    @property
    def words(self) -> tuple[str, ...]:
        return tuple(self.text.lower().split())

    @property
    def is_for_all(self) -> bool:
        return not (self.words or self.states or self.folder)
