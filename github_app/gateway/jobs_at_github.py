"""What each kind of work may do at GitHub: no token carries more than its job takes.

Together they are what `app.yml` asks for, which a test holds; but `merge_queues`, which no request
needs, only the event.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

STRENGTH = MappingProxyType({"read": 1, "write": 2, "admin": 3})
"""GitHub's levels; a stronger one holds what a weaker one does."""


@dataclass(frozen=True, slots=True)
class Job:
    """`permissions` are names and levels (`read`, `write`) as GitHub spells them; `name` is part of
    the place where the job's tokens are kept.
    """

    name: str
    permissions: Mapping[str, str]

    @property
    def writes(self) -> bool:
        return "write" in self.permissions.values()


def _job(name: str, **permissions: str) -> Job:
    return Job(name, MappingProxyType({"metadata": "read", **permissions}))


JUDGING = _job(
    "judging",
    checks="write",
    contents="read",
    # A label is created in the repository, where it is an issue's as well.
    issues="write",
    members="read",
    pull_requests="write",
)
"""A pull request or merge group is judged, and what follows is said on it."""

KEEPING = _job("keeping", contents="read", issues="write", pull_requests="read")
"""The issues of rituals, debt, postmortems and decisions are kept in one repository."""

LOOKING = _job(
    "looking",
    checks="read",
    contents="read",
    issues="read",
    members="read",
    pull_requests="read",
)
"""Reads only: looks and sweeps over repositories, pages for people."""

ALL_JOBS = (JUDGING, KEEPING, LOOKING)
