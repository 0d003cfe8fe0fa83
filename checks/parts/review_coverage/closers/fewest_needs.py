"""What the search for the fewest people works on: needs, and kinds of people.

Sets of needs, of kinds and of parts are integers with a bit for each member.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

Pick = tuple[int, int]
"""The position of a kind, and of one of its choices: one person of that kind, picked for that."""

Price = tuple[int, int, int]
"""What stays open, how much is missing there, and what the people cost; less is better."""

PERSON = 10**40
"""More than any difference between two people, so that fewer of them always cost less."""

_MOST_COMPARED = 300


@dataclass(frozen=True, slots=True)
class Need:
    """`short_by` people have to serve it; until then the `parts` of the map stay open."""

    short_by: int
    parts: int = 1


@dataclass(frozen=True, slots=True)
class Kind:
    """People who could serve the same. Each of them serves the needs of one of `choices`; `costs`
    has an entry for each person, least first, `PERSON` and a bit more.
    """

    choices: tuple[int, ...]
    costs: tuple[int, ...]


def bits(members: int) -> Iterator[int]:
    """The positions of the bits that are set, lowest first."""
    while members:
        lowest = members & -members
        yield lowest.bit_length() - 1
        members ^= lowest


def supply(count: int, kinds: Sequence[Kind]) -> list[int]:
    """How many people could serve each of `count` needs."""
    reach = [0] * count
    for kind in kinds:
        for need in bits(_all_of(kind)):
            reach[need] += len(kind.costs)
    return reach


def servers(
    kinds: Sequence[Kind], served_by: Sequence[int], needs: Sequence[int]
) -> dict[int, int]:
    """For each of `needs` the kinds that could serve it, among those at the places `served_by`."""
    found = dict.fromkeys(needs, 0)
    for place in served_by:
        for need in bits(_all_of(kinds[place])):
            if need in found:
                found[need] |= 1 << place
    return found


def implied(needs: Sequence[Need], counted: Sequence[int], kinds: Sequence[Kind]) -> list[int]:
    """`counted` without the needs that are met whenever another one is."""
    if len(counted) > _MOST_COMPARED:
        return list(counted)
    served = servers(kinds, range(len(kinds)), counted)
    # A narrow need implies a wide one; of equals the first one stays.
    order = sorted(counted, key=lambda i: (served[i].bit_count(), -needs[i].short_by, i))
    kept: list[int] = []
    for one in order:
        wider = ~served[one]
        if not any(
            not served[other] & wider and needs[other].short_by >= needs[one].short_by
            for other in kept
        ):
            kept.append(one)
    return sorted(kept)


def components(
    needs: Sequence[Need], counted: Sequence[int], kinds: Sequence[Kind], *, by_parts: bool
) -> Iterator[tuple[list[int], list[int]]]:
    """Needs that have to be looked at together, with the kinds that could serve them: those that
    share people, and with `by_parts` those that share parts of the map too.
    """
    wanted = sum(1 << need for need in counted)
    ties = [(_all_of(kind) & wanted) for kind in kinds]
    if by_parts:
        ties += _sharing_parts(needs, counted)
    for together in _joined(wanted, ties):
        places = [i for i, kind in enumerate(kinds) if _all_of(kind) & together]
        yield list(bits(together)), places


def _sharing_parts(needs: Sequence[Need], counted: Sequence[int]) -> list[int]:
    by_part: dict[int, int] = {}
    for need in counted:
        for part in bits(needs[need].parts):
            by_part[part] = by_part.get(part, 0) | 1 << need
    return list(by_part.values())


def _joined(wanted: int, ties: Sequence[int]) -> list[int]:
    """`wanted` in the fewest sets such that no tie is cut; in the order of their lowest members."""
    sets: list[int] = []
    for tie in {*ties, *(1 << need for need in bits(wanted))} - {0}:
        apart = [one for one in sets if not one & tie]
        joined = tie
        for one in sets:
            joined |= one if one & tie else 0
        sets = [*apart, joined]
    return sorted(sets, key=lambda one: one & -one)


def _all_of(kind: Kind) -> int:
    together = 0
    for choice in kind.choices:
        together |= choice
    return together
