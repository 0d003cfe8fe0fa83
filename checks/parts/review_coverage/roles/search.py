"""Review coverage: the search for who stands for which role.

People are bits of a whole number, decided on one after the other. What may still come of a choice
is reckoned as if everybody not yet decided on stood for all of his or her roles; a choice of which
nothing better than the best found can come is not followed.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from checks.parts.review_coverage.roles.needs import Case, RoleNeed

MOST_DECISIONS: Final = 200
"""How many people may choose among roles; all others take the first of theirs."""

_Worth = tuple[int, int, int]
"""The weight fulfilled; by weight, minus the people missing whom nobody else can stand in for, and
minus all that are missing.
"""


@dataclass(frozen=True, slots=True)
class _Case:
    """A case by the numbers of its needs; `greatest` has those of each role's greatest need, which
    take `people` together.
    """

    needs: tuple[int, ...]
    greatest: tuple[int, ...]
    people: int
    weight: int
    counts: bool


class RoleSearch:
    """Shares out roles among `free` people; all others stand for every role they are asked for."""

    def __init__(self, cases: Sequence[Case], free: frozenset[str], most_steps: int) -> None:
        """`most_steps` is how often a need may be looked at."""
        needs = sorted({need for case in cases for need in case.needs}, key=lambda need: need.order)
        self._roles = sorted({need.role for need in needs})
        self._free = _alike_together(needs, free)
        others = sorted({person for need in needs for person in need.people} - free)
        bits = {person: 1 << place for place, person in enumerate([*self._free, *others])}
        self._needs = [
            (self._roles.index(need.role), sum(bits[p] for p in need.people), need.needed)
            for need in needs
        ]
        self._others = [need.others for need in needs]
        numbers = {need: number for number, need in enumerate(needs)}
        self._cases = [_numbered(case, numbers) for case in cases]
        self._options = [
            sorted({role for role, people, _ in self._needs if people >> place & 1})
            for place in range(len(self._free))
        ]
        for options in self._options[MOST_DECISIONS:]:
            del options[1:]
        self._kin = [self._is_kin(place) for place in range(len(self._free))]
        self._everybody = (1 << len(bits)) - 1
        self._cost = len(needs) + 2 * sum(len(case.needs) for case in cases)
        self._best: tuple[_Worth, tuple[int, ...]] = ((-1, 0, 0), ())
        self.steps_left = most_steps
        self.is_exact = len(self._free) <= MOST_DECISIONS

    def run(self) -> dict[str, str]:
        """The role of each free person."""
        standing = [self._everybody] * len(self._roles)
        self._ideal = self._worth(standing)
        self._climb([options[n % len(options)] for n, options in enumerate(self._options)])
        if self._best[0] != self._ideal:
            self._decide(0, (), standing, self._ideal)
        return {p: self._roles[role] for p, role in zip(self._free, self._best[1], strict=True)}

    def _climb(self, chosen: list[int]) -> None:
        """Find something good to begin with: change one person's role after another, as long as
        that makes it better and half of the steps are left.
        """
        best = self._worth(self._standing(chosen))
        enough, place, unchanged = self.steps_left // 2, 0, 0
        while unchanged < len(chosen) and self.steps_left > enough:
            tried = [[*chosen[:place], r, *chosen[place + 1 :]] for r in self._options[place]]
            worth, better = max((self._worth(self._standing(one)), one) for one in tried)
            unchanged = 0 if worth > best else unchanged + 1
            best, chosen = max((best, chosen), (worth, better), key=lambda found: found[0])
            place = (place + 1) % len(chosen)
        self._best = (best, tuple(chosen))

    def _standing(self, chosen: Sequence[int]) -> list[int]:
        """Who stands for each role when everybody is decided on."""
        standing = [self._everybody >> len(chosen) << len(chosen)] * len(self._roles)
        for place, role in enumerate(chosen):
            standing[role] |= 1 << place
        return standing

    def _decide(
        self, place: int, chosen: tuple[int, ...], standing: list[int], worth: _Worth
    ) -> bool:
        """Try every role of the person at `place`, the most promising first; `standing` has who
        stands, or yet may stand, for each role, and `worth` is the most that can come of it. True
        when there is no need to look further.
        """
        if place == len(self._free):
            self._best = (worth, chosen)
            return worth == self._ideal
        if self.steps_left <= 0:
            self.is_exact = False
            return True
        branches = [
            (self._worth(s), role, s) for role, s in self._branches(place, chosen, standing)
        ]
        for most, role, narrowed in sorted(branches, key=lambda branch: branch[0], reverse=True):
            if most <= self._best[0]:
                break
            if self._decide(place + 1, (*chosen, role), narrowed, most):
                return True
        return False

    def _branches(
        self, place: int, chosen: tuple[int, ...], standing: list[int]
    ) -> Iterator[tuple[int, list[int]]]:
        """Each role that the person at `place` could take, and who then may stand for which."""
        for role in self._options[place]:
            if self._kin[place] and role < chosen[-1]:
                continue  # the same with the two exchanged is tried elsewhere
            yield role, [s & ~(1 << place) if r != role else s for r, s in enumerate(standing)]

    def _worth(self, standing: Sequence[int]) -> _Worth:
        """The most that can come of `standing`; exact when everybody is decided on."""
        self.steps_left -= self._cost
        able = [standing[role] & people for role, people, _ in self._needs]
        short_by = (
            need[2] - people.bit_count() for need, people in zip(self._needs, able, strict=True)
        )
        missing = [short if short > 0 else 0 for short in short_by]
        hopeless = [
            short - others if short > others else 0
            for short, others in zip(missing, self._others, strict=True)
        ]
        fulfilled = stuck = short = 0
        for case in self._cases:
            lacking = 0
            for number in case.needs:
                lacking += missing[number]
            together = 0
            for number in case.greatest:
                together |= able[number]
            # Roles take people of their own, so all of them together take as many as they ask for.
            if case.people - together.bit_count() > lacking:
                lacking = case.people - together.bit_count()
            if lacking:
                short += case.weight * lacking
                stuck += case.weight * sum(hopeless[number] for number in case.needs)
            elif case.counts:
                fulfilled += case.weight
        return fulfilled, -stuck, -short

    def _is_kin(self, place: int) -> bool:
        """Whether the person at `place` is asked for wherever the one before is, and only there."""
        if place == 0 or self._options[place] != self._options[place - 1]:
            return False
        both = 0b11 << (place - 1)
        return all(people & both in (0, both) for _, people, _ in self._needs)


def _numbered(case: Case, numbers: dict[RoleNeed, int]) -> _Case:
    greatest = {need.role: need for need in sorted(case.needs, key=lambda need: need.needed)}
    return _Case(
        needs=tuple(numbers[need] for need in case.needs),
        greatest=tuple(numbers[need] for need in greatest.values()),
        people=sum(need.needed for need in greatest.values()),
        weight=case.weight,
        counts=case.counts,
    )


def _alike_together(needs: Sequence[RoleNeed], free: frozenset[str]) -> list[str]:
    """All who are free to choose, those asked for by the same needs side by side, else by name."""
    asked: dict[str, list[int]] = defaultdict(list)
    for number, need in enumerate(needs):
        for person in need.people & free:
            asked[person].append(number)
    return sorted(asked, key=lambda person: (asked[person], person))
