"""Whom a reminder is meant for. The names are mentioned, so they are only what an account or a team
may be called.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable

from checks.parts.review_coverage.coverage_map import Coverage, Demand
from snapshot.area import Area, areas_of
from snapshot.facts import Snapshot

MOST_NAMES = 5
_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9_-]{0,99}(?:/[A-Za-z0-9_.-]{1,100})?")


def asked_people(snapshot: Snapshot) -> tuple[str, ...]:
    """Those whose review is requested and who are there; teams where that is nobody."""
    names = _nameable(snapshot.pull_request.requested_reviewers)
    people = [name for name in names if "/" not in name and snapshot.is_available(name)]
    return tuple(people or [name for name in names if "/" in name])[:MOST_NAMES]


def answerable(coverage: Coverage, snapshot: Snapshot) -> tuple[str, ...]:
    """The `owners` of the areas that uncovered files lie in, those of most files first; where no
    area names any, the owners by the line of CODEOWNERS for most uncovered files.
    """
    by_area = _area_owners(coverage, snapshot)
    names = _nameable(by_area or _code_owners(coverage))
    author = snapshot.pull_request.author
    own = (author.login or "").casefold() if author else ""
    return tuple(name for name in names if name.casefold() != own)[:MOST_NAMES]


def _area_owners(coverage: Coverage, snapshot: Snapshot) -> list[str]:
    files: Counter[Area] = Counter()
    for group in coverage.uncovered:
        for file in group.files:
            areas = {area for path in file.paths for area in areas_of(snapshot.customs.areas, path)}
            files.update(areas)
    ordered = sorted(files, key=lambda area: (-files[area], area.name))
    return list(dict.fromkeys(owner for area in ordered for owner in area.owners))


def _code_owners(coverage: Coverage) -> list[str]:
    files: Counter[Demand] = Counter()
    for group in coverage.uncovered:
        for lack in group.lacks:
            if lack.demand.kind == "owners":
                files[lack.demand] += len(group.files)
    most = min(files, key=lambda demand: (-files[demand], demand.line or 0), default=None)
    return list(most.names) if most else []


def _nameable(names: Iterable[str]) -> list[str]:
    """Without @, and without what is no name: e-mail addresses, bots."""
    bare = dict.fromkeys(name.removeprefix("@") for name in names)
    return [name for name in bare if _NAME.fullmatch(name)]
