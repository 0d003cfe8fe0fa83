"""Review coverage: the changed files in groups of which everything is true alike."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import reduce
from operator import or_

from checks.parts.review_coverage.approver_bits import ApproverBits
from checks.parts.review_coverage.coverage_map import Demand
from checks.parts.review_coverage.demands import Demands, lines_for
from snapshot.area import AreaIndex
from snapshot.changed_file import ChangedFile
from snapshot.codeowners import parse
from snapshot.facts import Snapshot
from snapshot.pull_request import Review


@dataclass(frozen=True, slots=True)
class AlikeFiles:
    """Files with the same demands that the same approvals cover; roles are not shared out yet.

    People are bits. `given` has for each of `demands` those whose approval counts for it and covers
    these files, `outdated` those whose approval would count, did it not cover an earlier state.
    """

    files: tuple[ChangedFile, ...]
    demands: tuple[Demand, ...]
    given: tuple[int, ...]
    outdated: int

    @property
    def each(self) -> Iterator[tuple[Demand, int]]:
        """Every demand, and those whose approval counts for it."""
        return zip(self.demands, self.given, strict=True)


def alike_files(
    snapshot: Snapshot, demands: Demands, approvals: Mapping[str, Review], people: ApproverBits
) -> list[AlikeFiles]:
    """All changed files in groups; `approvals` are those that may count, of `people`."""
    files = snapshot.pull_request.files
    codeowners = parse(snapshot.codeowners.text) if snapshot.codeowners else None
    areas = AreaIndex(snapshot.customs.areas)
    alike: dict[tuple[tuple[Demand, ...], int], list[ChangedFile]] = defaultdict(list)
    for file, lines, current in zip(
        files, lines_for(codeowners, files), _current(files, approvals, people), strict=True
    ):
        of_file = demands.of(lines, (area for path in file.paths for area in areas.areas_of(path)))
        alike[of_file, current].append(file)
    ever = {demand: people.bits(demand.given) for of_files, _ in alike for demand in of_files}
    found = []
    for (of_files, current), some in alike.items():
        given = tuple(ever[demand] & current for demand in of_files)
        counting = reduce(or_, (ever[demand] for demand in of_files))
        found.append(AlikeFiles(tuple(some), of_files, given, counting & ~current))
    return found


def _current(
    files: Sequence[ChangedFile], approvals: Mapping[str, Review], people: ApproverBits
) -> Iterator[int]:
    """Whose approval covers each of `files`."""
    on_head = people.bits(
        who for who, review in approvals.items() if review.unchanged_paths is None
    )
    older = [
        (people.bits([who]), review.unchanged_paths)
        for who, review in approvals.items()
        if review.unchanged_paths
    ]
    for file in files:
        covering = on_head
        for bit, paths in older:
            if file.path in paths:
                covering |= bit
        yield covering
