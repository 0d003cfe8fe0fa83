"""The fewest people who together serve all needs: a search that is exact, or says that it is not.

Finding them is hard in general, so the search stops after so many steps; what it has by then is at
least as good as always taking the one who helps most.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from checks.parts.review_coverage.closers.fewest_greedy import helpful_first
from checks.parts.review_coverage.closers.fewest_needs import (
    Kind,
    Need,
    Pick,
    Price,
    bits,
    components,
    implied,
    supply,
)
from checks.parts.review_coverage.closers.fewest_search import Search

_MOST_STEPS = 30_000
"""How many needs are looked at while searching: some hundredths of a second."""


@dataclass(frozen=True, slots=True)
class Found:
    """`picks` are the people; `unmet` says for each need how many are still missing, and `price`
    compares what was found in several searches.
    """

    picks: tuple[Pick, ...]
    unmet: tuple[int, ...]
    price: Price
    is_least: bool


def fewest(needs: Sequence[Need], kinds: Sequence[Kind], weigh: Callable[[int], int]) -> Found:
    """Whom to pick so that as little as possible stays open, and then as few as possible at least
    cost. `weigh` says how much the parts of a need (a bit each) matter.
    """
    reach = supply(len(needs), kinds)
    within = [replace(n, short_by=min(n.short_by, reach[i])) for i, n in enumerate(needs)]
    # Where one may be picked for this or for that, not all needs may be met together.
    exclusive = any(len(kind.choices) > 1 for kind in kinds)
    counted = [i for i, need in enumerate(within) if need.short_by]
    if not exclusive:
        counted = implied(within, counted, kinds)
    hopeless = 0
    for need, reached in zip(needs, within, strict=True):
        hopeless |= need.parts if reached.short_by < need.short_by else 0
    picks: list[Pick] = []
    is_least, steps = True, _MOST_STEPS
    for some, served_by in components(within, counted, kinds, by_parts=exclusive):
        first = helpful_first(within, some, kinds, served_by)
        search = Search(
            within, some, kinds, served_by, weigh if exclusive else None, hopeless, steps
        )
        best, least = search.better_than(first)
        picks += best
        is_least = is_least and least
        steps = search.steps_left
    unmet = _unmet(needs, kinds, picks)
    return Found(tuple(sorted(picks)), unmet, _price(needs, kinds, picks, unmet, weigh), is_least)


def _unmet(needs: Sequence[Need], kinds: Sequence[Kind], picks: Sequence[Pick]) -> tuple[int, ...]:
    missing = [need.short_by for need in needs]
    for kind, choice in picks:
        for need in bits(kinds[kind].choices[choice]):
            missing[need] -= 1
    return tuple(max(0, short) for short in missing)


def _price(
    needs: Sequence[Need],
    kinds: Sequence[Kind],
    picks: Sequence[Pick],
    unmet: Sequence[int],
    weigh: Callable[[int], int],
) -> Price:
    parts, used, cost = 0, [0] * len(kinds), 0
    for need, short in zip(needs, unmet, strict=True):
        parts |= need.parts if short else 0
    for kind, _ in picks:
        cost += kinds[kind].costs[used[kind]]
        used[kind] += 1
    return weigh(parts), sum(unmet), cost
