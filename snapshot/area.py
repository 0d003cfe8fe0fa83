"""Areas: parts of a repository that somebody answers for, as the policy names them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from snapshot.patterns import Globs
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


def areas_of(areas: Sequence[Area], path: str) -> tuple[Area, ...]:
    """The areas that `path` lies in, in their order."""
    return tuple(area for area in areas if _holds(area, path))


def _holds(area: Area, path: str) -> bool:
    return _globs(area.paths).matches(path) and not _globs(area.excluded).matches(path)


@lru_cache(maxsize=512)
def _globs(patterns: tuple[str, ...]) -> Globs:
    return Globs.compile(patterns)
