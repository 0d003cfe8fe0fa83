"""Areas: parts of a repository that somebody answers for, as the policy names them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from snapshot.patterns import all_of
from snapshot.people import Permission


@dataclass(frozen=True, slots=True)
class Area:
    """Paths, who may approve changes of them, and how many people have to.

    `paths` and `excluded` are globs in the dialect of `snapshot.patterns`. Somebody may approve who
    has at least `permission` and is one of `users` (logins, lower case) or in one of `teams`
    (`organization/slug`, lower case); where neither is named, anybody with that permission.
    `role` is what the approval stands for (`security`), "" for none. `owners` are told when a
    review is overdue, `learners` are teams whose members wish to review along; written like users
    and teams.
    """

    name: str
    paths: tuple[str, ...]
    excluded: tuple[str, ...] = ()
    users: tuple[str, ...] = ()
    teams: tuple[str, ...] = ()
    permission: Permission = "write"
    approvals: int = 1
    role: str = ""
    owners: tuple[str, ...] = ()
    learners: tuple[str, ...] = ()


class AreaIndex:
    """Areas, asked for many paths: the patterns of all of them are matched at once."""

    def __init__(self, areas: Sequence[Area]) -> None:
        self._areas = tuple(areas)
        self._holder = [n for n, area in enumerate(areas) for _ in area.paths]
        self._excluder = [n for n, area in enumerate(areas) for _ in area.excluded]
        self._paths = all_of([glob for area in areas for glob in area.paths])
        self._excluded = all_of([glob for area in areas for glob in area.excluded])

    def areas_of(self, path: str) -> tuple[Area, ...]:
        """The areas that `path` lies in, in their order."""
        if not self._areas:
            return ()
        held = {self._holder[position] for position in self._paths.every(path)}
        if held and self._excluder:
            held -= {self._excluder[position] for position in self._excluded.every(path)}
        return tuple(self._areas[number] for number in sorted(held))


def areas_of(areas: Sequence[Area], path: str) -> tuple[Area, ...]:
    """The areas that `path` lies in, in their order; `AreaIndex` is the quicker for many paths."""
    return _index(tuple(areas)).areas_of(path)


@lru_cache(maxsize=64)
def _index(areas: tuple[Area, ...]) -> AreaIndex:
    return AreaIndex(areas)
