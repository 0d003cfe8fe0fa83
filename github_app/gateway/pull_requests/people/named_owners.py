"""Whom CODEOWNERS and the policy's areas name for the changed files."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from snapshot.area import Area, areas_of
from snapshot.changed_file import ChangedFile
from snapshot.codeowners import Codeowners, Rule


@dataclass(frozen=True, slots=True)
class NamedOwners:
    """Logins and `organization/slug` in lower case, each once, sorted.

    `areas` are those that changed files lie in, by their old or new paths. `learners` are teams
    that may learn there and answer for nothing; `other_users` are named for other files.
    """

    users: tuple[str, ...] = ()
    teams: tuple[str, ...] = ()
    learners: tuple[str, ...] = ()
    areas: tuple[Area, ...] = ()
    other_users: tuple[str, ...] = ()

    @property
    def weighs_permissions(self) -> bool:
        """Whether it matters what exactly those who approve may do."""
        return any(area.permission != "write" for area in self.areas)


def named_owners(
    owners: Codeowners | None, areas: Sequence[Area], files: Iterable[ChangedFile]
) -> NamedOwners:
    paths = [path for file in files for path in file.paths]
    rules = {rule for rule in owners.rules_for(paths) if rule} if owners else set()
    touched = {area.name: area for path in paths for area in areas_of(areas, path)}.values()
    users = _owners(rules, "user") | {login for area in touched for login in area.users}
    teams = _owners(rules, "team") | {handle for area in touched for handle in area.teams}
    learners = {handle for area in touched for handle in area.learners}
    everybody = _owners(owners.rules if owners else (), "user")
    everybody |= {login for area in areas for login in area.users}
    return NamedOwners(
        users=_keys(users),
        teams=_handles(teams),
        learners=_handles(learners - teams),
        areas=tuple(touched),
        other_users=_keys(everybody - users),
    )


def _owners(rules: Iterable[Rule], kind: str) -> set[str]:
    return {o.name.lstrip("@").casefold() for r in rules for o in r.owners if o.kind == kind}


def _keys(names: Iterable[str]) -> tuple[str, ...]:
    return tuple(sorted({name.lstrip("@").casefold() for name in names}))


def _handles(names: Iterable[str]) -> tuple[str, ...]:
    return tuple(handle for handle in _keys(names) if handle.count("/") == 1)
