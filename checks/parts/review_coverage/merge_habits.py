"""Signals: of the last merged pull requests of an area, one person alone approved nearly all."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Hashable, Iterable, Iterator
from typing import Final

from checks.parts.review_coverage.coverage_map import Coverage, Demand
from checks.parts.review_coverage.text.words import place_of
from snapshot.area import AreaIndex
from snapshot.codeowners import parse
from snapshot.facts import Snapshot
from snapshot.merged_review import MergedReview

LAST: Final = 20
"""So many merged pull requests of a place are looked at, the latest."""

LEAST: Final = 10
"""Of fewer, nothing is said."""

SHARE: Final = 80
"""Percent of them that one person alone approved."""

Place = tuple[str, Hashable]
"""The kind of a demand, and the name of the area or the number of the line."""


def one_for_most(coverage: Coverage, snapshot: Snapshot) -> Iterator[str]:
    """A sentence for each area, and each line of CODEOWNERS, that the pull request touches and
    whose merges hang on one person. Merges that nobody approved are left out.
    """
    demands = {_place(demand): demand for group in coverage.groups for demand in group.demands}
    approved = [one for one in snapshot.merged_reviews or () if one.approvers]
    if len(approved) < LEAST:
        return
    places_of = _finder(snapshot)
    merges: dict[Place, list[MergedReview]] = {place: [] for place in demands if place[1]}
    for merged in approved:
        for place in places_of(merged.paths) & merges.keys():
            merges[place].append(merged)
    for place, some in sorted(merges.items(), key=lambda pair: str(pair[0])):
        last = some[:LAST]
        most = _most_by_one(last)
        if len(last) >= LEAST and 100 * most >= SHARE * len(last):
            yield (
                f"{place_of(demands[place])}: one person approved {most} of the last {len(last)} "
                "merged pull requests alone; a second reviewer now and then spreads what there is "
                "to know."
            )


def _most_by_one(merges: Iterable[MergedReview]) -> int:
    alone = Counter(merged.approvers[0] for merged in merges if len({*merged.approvers}) == 1)
    return max(alone.values(), default=0)


def _place(demand: Demand) -> Place:
    return demand.kind, demand.name if demand.kind == "area" else demand.line


def _finder(snapshot: Snapshot) -> Callable[[Iterable[str]], set[Place]]:
    """From paths to the places they lie in."""
    areas = AreaIndex(snapshot.customs.areas)
    codeowners = parse(snapshot.codeowners.text) if snapshot.codeowners else None

    def places_of(paths: Iterable[str]) -> set[Place]:
        found: set[Place] = set()
        for path in paths:
            found |= {("area", area.name) for area in areas.areas_of(path)}
            if codeowners and (rule := codeowners.rule_for(path)):
                found.add(("owners", rule.line))
        return found

    return places_of
