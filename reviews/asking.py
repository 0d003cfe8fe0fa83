"""Whom to ask for a review: exactly those whose approval is missing and was not asked for yet."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from checks.parts.review_coverage.closers.closing import Closing
from checks.parts.review_coverage.coverage_map import Coverage, Demand
from reviews.learners import learner_for, learners
from reviews.story import (
    engaged,
    in_conversation,
    not_to_be_asked,
    requested,
)
from reviews.wishes import Asking
from snapshot.facts import Snapshot


@dataclass(frozen=True, slots=True)
class Requests:
    """Logins (lower case) to ask: those whose approval is missing, and a learner beside them."""

    reviewers: tuple[str, ...] = ()
    learners: tuple[str, ...] = ()

    @property
    def everybody(self) -> tuple[str, ...]:
        return (*self.reviewers, *self.learners)


NOBODY = Requests()


def missing_requests(
    coverage: Coverage, closing: Closing, snapshot: Snapshot, wish: Asking
) -> Requests:
    """The requests that are still to be made; none once they stand.

    Of `closing`, those are taken who can meet a demand for which not enough people are asked.
    Somebody who is in conversation about this head counts as asked. Nobody is asked on a draft, nor
    where there are reviews that could not be read.
    """
    pull_request = snapshot.pull_request
    if pull_request.is_draft or not pull_request.reviews_complete:
        return NOBODY
    gap = _Gap(coverage, snapshot, {c.colleague.login: c.role for c in closing.people})
    standing = requested(pull_request)
    gap.take_account(standing | in_conversation(pull_request))
    free = wish.most - len({name for name in standing if "/" not in name} - learners(snapshot))
    barred = standing | engaged(pull_request) | not_to_be_asked(pull_request)
    asked: list[str] = []
    for closer in closing.people:
        login = closer.colleague.login
        met = gap.met_by(login)
        if met and len(asked) < free and login not in barred and snapshot.is_available(login):
            asked.append(login)
            gap.fill(met)
    waits_for = standing.union(asked)
    learner = learner_for(coverage, snapshot, waits_for) if wish.mentoring else None
    return Requests(tuple(asked), (learner,) if learner else ())


@dataclass(slots=True)
class _Gap:
    """How many people have still to be asked, by demand; `roles` are what people would sign as."""

    coverage: Coverage
    snapshot: Snapshot
    roles: dict[str, str]
    left: dict[Demand, int] = field(default_factory=dict)

    def __post_init__(self) -> None:
        for group in self.coverage.uncovered:
            for lack in group.lacks:
                self.left[lack.demand] = max(self.left.get(lack.demand, 0), lack.short_by)

    def take_account(self, names: Iterable[str]) -> None:
        """Of those who are asked already."""
        for name in sorted(names):
            self.fill(self._met_by_team(name) if "/" in name else self.met_by(name))

    def met_by(self, login: str) -> list[Demand]:
        """The demands that wait for somebody like `login`."""
        return [d for d, left in self.left.items() if left > 0 and self._can_meet(login, d)]

    def fill(self, demands: Iterable[Demand]) -> None:
        for demand in demands:
            self.left[demand] -= 1

    def _met_by_team(self, handle: str) -> list[Demand]:
        """A team that owns files was asked in the place of all its members."""
        met = []
        for demand, left in self.left.items():
            if handle in (name.lstrip("@").casefold() for name in demand.names):
                met += [demand] * left
            elif not demand.names and left > 0:
                met.append(demand)
        return met

    def _can_meet(self, login: str, demand: Demand) -> bool:
        role = self.roles.get(login, demand.role)
        if demand.role not in ("", role) and not self.coverage.one_person_many_roles:
            return False
        if demand.able is not None:
            return login in demand.able
        if login in self.coverage.reviews.contributors:
            return False
        colleague = self.snapshot.colleague(login)
        return colleague is None or colleague.may(demand.permission) is not False
