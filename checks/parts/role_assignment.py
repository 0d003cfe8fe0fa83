"""Review coverage: who stands for which role, so that the most files are covered.

Each person stands for one role. That is solved by search over all ways to share out the roles,
people who are able to do exactly the same counting as one another's equals; where there are too
many ways, the best one found by then is taken, which never counts a person twice.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

MOST_STEPS: Final = 300_000
"""How many times a need may be looked at: about a tenth of a second."""


MOST_DECISIONS: Final = 200
"""How many people may choose among roles; of more, the first of them take the first of theirs."""


@dataclass(frozen=True, slots=True)
class RoleNeed:
    """`needed` of `people` have to stand for `role`."""

    role: str
    people: frozenset[str]
    needed: int


@dataclass(frozen=True, slots=True)
class Case:
    """Something that is fulfilled when all of its `needs` are met, worth its `weight`.

    `counts` is False where it cannot be fulfilled for other reasons; its needs matter all the same.
    """

    needs: tuple[RoleNeed, ...]
    weight: int
    counts: bool = True


@dataclass(frozen=True, slots=True)
class Assignment:
    """`role_of` has everybody who could stand for a role; `is_exact`: none is better."""

    role_of: Mapping[str, str]
    is_exact: bool


def assign_roles(cases: Sequence[Case], most_steps: int = MOST_STEPS) -> Assignment:
    """The roles with which the weight of fulfilled cases is greatest, and the number of people
    missing, by weight, least among those. The order of `cases` and their needs does not matter.
    """
    search = _Search(cases, most_steps)
    search.run()
    return Assignment(search.answer(), search.is_exact)


_Worth = tuple[int, int]
"""The weight fulfilled, and minus the people missing by weight."""


class _Search:
    """People are bits of a whole number, in the order in which they are decided on."""

    def __init__(self, cases: Sequence[Case], most_steps: int) -> None:
        needs = sorted(
            {need for case in cases for need in case.needs},
            key=lambda need: (need.role, sorted(need.people), need.needed),
        )
        self._roles = sorted({need.role for need in needs})
        self._people = _in_order(needs)
        bits = {person: 1 << place for place, person in enumerate(self._people)}
        self._needs = [
            (self._roles.index(need.role), sum(bits[p] for p in need.people), need.needed)
            for need in needs
        ]
        numbers = {need: number for number, need in enumerate(needs)}
        self._cases = [self._prepared(case, numbers) for case in cases]
        self._options = [
            sorted({role for role, people, _ in self._needs if people & bit})
            for bit in bits.values()
        ]
        for options in self._options[:-MOST_DECISIONS]:
            del options[1:]
        self._kin = [self._is_kin(place) for place in range(len(self._people))]
        self._steps_left = most_steps
        self._best: tuple[_Worth, tuple[int, ...]] | None = None
        self.is_exact = len(self._people) <= MOST_DECISIONS

    def run(self) -> None:
        standing = [0] * len(self._roles)
        for place, options in enumerate(self._options):
            for role in options:
                standing[role] |= 1 << place
        self._ideal = self._worth(standing)
        self._decide(0, [], standing, self._ideal)

    def _prepared(
        self, case: Case, numbers: Mapping[RoleNeed, int]
    ) -> tuple[set[int], list[int], int, int, bool]:
        """The numbers of its needs; of each role's greatest; and how many people those take."""
        greatest: dict[str, RoleNeed] = {}
        for need in sorted(case.needs, key=lambda need: need.needed):
            greatest[need.role] = need
        people = sum(need.needed for need in greatest.values())
        needs = {numbers[need] for need in case.needs}
        return needs, [numbers[n] for n in greatest.values()], people, case.weight, case.counts

    def answer(self) -> dict[str, str]:
        chosen = self._best[1] if self._best else ()
        return {p: self._roles[role] for p, role in zip(self._people, chosen, strict=True)}

    def _decide(self, place: int, chosen: list[int], standing: list[int], worth: _Worth) -> bool:
        """Try every role of the person at `place`, the most promising first; `standing` has who
        stands, or yet may stand, for each role, and `worth` is the most that can come of it. True
        when there is no need to look further.
        """
        if place == len(self._people):
            self._best = (worth, tuple(chosen))
            return worth == self._ideal
        if self._steps_left <= 0 and self._best is not None:
            self.is_exact = False
            return True
        branches = [
            (self._worth(s), role, s) for role, s in self._branches(place, chosen, standing)
        ]
        for most, role, narrowed in sorted(branches, key=lambda branch: branch[0], reverse=True):
            if self._best is not None and most <= self._best[0]:
                break
            if self._decide(place + 1, [*chosen, role], narrowed, most):
                return True
        return False

    def _branches(
        self, place: int, chosen: list[int], standing: list[int]
    ) -> Iterator[tuple[int, list[int]]]:
        """Each role that the person at `place` could take, and who then may stand for which."""
        for role in self._options[place]:
            if self._kin[place] and role < chosen[-1]:
                continue  # the same with the two exchanged is tried elsewhere
            yield role, [s & ~(1 << place) if r != role else s for r, s in enumerate(standing)]

    def _worth(self, standing: Sequence[int]) -> _Worth:
        """The most that can come of `standing`; exact when everybody has one role."""
        self._steps_left -= len(self._needs)
        able = [standing[role] & people for role, people, _ in self._needs]
        missing = [
            max(0, need[2] - people.bit_count())
            for need, people in zip(self._needs, able, strict=True)
        ]
        fulfilled = short = 0
        for needs, greatest, people_needed, weight, counts in self._cases:
            lacking = 0
            for number in needs:
                lacking += missing[number]
            together = 0
            for number in greatest:
                together |= able[number]
            lacking = max(lacking, people_needed - together.bit_count())
            short += weight * lacking
            if counts and not lacking:
                fulfilled += weight
        return fulfilled, -short

    def _is_kin(self, place: int) -> bool:
        """Whether the person at `place` is asked for wherever the one before is, and only there."""
        here, before = 1 << place, 1 << (place - 1) if place else 0
        return bool(before) and all(
            bool(people & here) == bool(people & before) for _, people, _ in self._needs
        )


def _in_order(needs: Sequence[RoleNeed]) -> list[str]:
    """Everybody, those who can do the same side by side, else by name."""
    asked: dict[str, list[int]] = {}
    for number, need in enumerate(needs):
        for person in need.people:
            asked.setdefault(person, []).append(number)
    return sorted(
        asked,
        key=lambda person: (len({needs[n].role for n in asked[person]}), asked[person], person),
    )
