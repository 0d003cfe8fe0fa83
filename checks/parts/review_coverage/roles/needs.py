"""Review coverage: what has to be signed for which role, as the search for people reads it."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class RoleNeed:
    """`needed` of `people`, who have approved, have to stand for `role`; `others` is the number of
    those who have not and could yet.
    """

    role: str
    people: frozenset[str]
    needed: int
    others: int = 0

    @property
    def order(self) -> tuple[str, list[str], int, int]:
        return self.role, sorted(self.people), self.needed, self.others


@dataclass(frozen=True, slots=True)
class Case:
    """Something that is fulfilled when all of its `needs` are met, worth its `weight`.

    `counts` is False where it cannot be fulfilled for other reasons; its needs matter all the same.
    """

    needs: tuple[RoleNeed, ...]
    weight: int
    counts: bool = True
