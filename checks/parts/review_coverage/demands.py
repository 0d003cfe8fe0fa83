"""Review coverage: which approvals a file needs, and whose approval counts for them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from checks.parts.review_coverage.coverage_map import Demand
from checks.parts.review_coverage.people.able_people import AblePeople
from snapshot.area import Area
from snapshot.changed_file import ChangedFile
from snapshot.codeowners import Codeowners, Rule
from snapshot.facts import Snapshot
from snapshot.pull_request import Review


class Demands:
    """The demands of a pull request; each is made once, however many files share it."""

    def __init__(
        self,
        snapshot: Snapshot,
        approvals: Sequence[tuple[str, Review]],
        contributors: Mapping[str, str],
        needed: int,
    ) -> None:
        """`approvals` are those that may count, by login; `needed` are asked of anybody."""
        self._people = AblePeople(snapshot, approvals, contributors)
        self._anybody = self._people.counted(Demand("anybody", needed=needed))
        self._of_owners: dict[tuple[str, ...], Demand] = {}
        self._of_lines: dict[int, Demand] = {}
        self._of_areas: dict[str, Demand] = {}

    def of(self, rules: Iterable[Rule | None], areas: Iterable[Area]) -> tuple[Demand, ...]:
        """What a file needs that the lines `rules` and the `areas` speak of, each demand once."""
        # Two lines that name the same people ask a file for the same approval.
        owned: dict[tuple[str, ...], Demand] = {}
        for rule in rules:
            if rule is not None and rule.owners:
                demand = self._owners(rule)
                owned.setdefault(demand.names, demand)
        demanded = (*owned.values(), *(self._area(area) for area in areas))
        return (self._anybody, *dict.fromkeys(demanded))

    def _owners(self, rule: Rule) -> Demand:
        known = self._of_lines.get(rule.line)
        if known is None:
            known = self._of_lines[rule.line] = self._made_of_owners(rule)
        return known

    def _made_of_owners(self, rule: Rule) -> Demand:
        """Lines with the same owners share all but the line."""
        names = tuple(owner.written for owner in rule.owners)
        if names not in self._of_owners:
            able, unmatched = self._people.behind(
                users=[owner.name for owner in rule.owners if owner.kind == "user"],
                teams=[owner.name for owner in rule.owners if owner.kind == "team"],
                emails=[owner.name for owner in rule.owners if owner.kind == "email"],
                permission="write",
            )
            demand = Demand("owners", names, able, unmatched=unmatched)
            self._of_owners[names] = self._people.counted(demand)
        return replace(self._of_owners[names], line=rule.line)

    def _area(self, area: Area) -> Demand:
        if area.name not in self._of_areas:
            demand = Demand(
                "area",
                tuple(f"@{name}" for name in (*area.users, *area.teams)),
                permission=area.permission,
                needed=area.approvals,
                name=area.name,
                role=area.role,
            )
            if demand.names:
                able, unmatched = self._people.behind(
                    users=area.users, teams=area.teams, emails=(), permission=area.permission
                )
                demand = replace(demand, able=able, unmatched=unmatched)
            self._of_areas[area.name] = self._people.counted(demand)
        return self._of_areas[area.name]


def lines_for(
    codeowners: Codeowners | None, files: Sequence[ChangedFile]
) -> list[tuple[Rule | None, ...]]:
    """For each file the line that decides about its path, and about its old path if renamed."""
    if codeowners is None:
        return [()] * len(files)
    rules = iter(codeowners.rules_for([path for file in files for path in file.paths]))
    return [tuple(next(rules) for _ in file.paths) for file in files]
