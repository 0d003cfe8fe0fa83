"""Whom and what a policy names: labels, people and teams, and for what."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from config.policy import Policy
from snapshot.area import Area

_MOST = 60


@dataclass(frozen=True, slots=True)
class Named:
    """`key` is how it is written in the policy, in lower case for people and teams, `purpose` what
    for, in words that go after "named". `permission` is the least that it takes in the repository,
    "" where none does; an answer rests on it when `answers`.
    """

    key: str
    purpose: str
    permission: str = ""
    answers: bool = False


@dataclass(frozen=True, slots=True)
class Names:
    """Each name once, the weightiest purpose first; at most 60 of a kind, `left_out` is how many
    there are beyond.
    """

    labels: tuple[Named, ...]
    people: tuple[Named, ...]
    teams: tuple[Named, ...]
    left_out: int = 0

    @property
    def is_empty(self) -> bool:
        return not (self.labels or self.people or self.teams)


def names_in(policy: Policy) -> Names:
    """Everything `policy` names that GitHub has to know."""
    people, teams = list(_people(policy)), list(_teams(policy))
    kinds = [_once(_labels(policy)), _once(people), _once(teams)]
    left_out = sum(max(0, len(kind) - _MOST) for kind in kinds)
    labels, persons, groups = (tuple(kind[:_MOST]) for kind in kinds)
    return Names(labels, persons, groups, left_out)


def _labels(policy: Policy) -> Iterator[Named]:
    """Those that people put on pull requests; others are created when they are first needed."""
    for name, settings in policy.checks.items():
        if settings.mode != "off" and "labels" in settings.model_fields_set:
            for label in getattr(settings, "labels", ()):
                yield Named(str(label), f"for `checks.{name}.labels`")


def _people(policy: Policy) -> Iterator[Named]:
    for area in policy.customs.areas:
        for login in area.users:
            yield Named(login, _for(area), area.permission, answers=True)
    for area in policy.customs.areas:
        for owner in area.owners:
            if "/" not in owner:
                yield Named(owner, f"as an owner of `areas.{area.name}`")
    for name, ritual in policy.rituals.items():
        for login in ritual.rotation:
            yield Named(login.casefold(), f"for `rituals.{name}.rotation`", "read")
    for absence in policy.customs.absences:
        yield Named(absence.login, "for `reviews.away`")
    for _, login in policy.customs.identities:
        if login:
            yield Named(login, "for `reviews.identities`")


def _teams(policy: Policy) -> Iterator[Named]:
    for area in policy.customs.areas:
        for team in area.teams:
            yield Named(team, _for(area), area.permission, answers=True)
    for area in policy.customs.areas:
        for owner in (*area.owners, *area.learners):
            if "/" in owner:
                yield Named(owner, f"for `areas.{area.name}`")


def _for(area: Area) -> str:
    return f"to approve for `areas.{area.name}`"


def _once(named: Iterator[Named] | list[Named]) -> list[Named]:
    found: dict[str, Named] = {}
    for each in named:
        found.setdefault(each.key, each)
    return list(found.values())
