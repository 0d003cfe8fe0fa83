"""The map in words: who approved a group of files, at which commit, and for what."""

from __future__ import annotations

from collections.abc import Sequence

from checks.engine.words import code, plural
from checks.parts.review_coverage.coverage_map import Coverage, Demand, Group
from checks.parts.review_coverage.people.reviewers import approvals_by_login
from checks.parts.review_coverage.text.words import who_and_when
from snapshot.facts import Snapshot


class Approvals:
    """Tells the approvals of groups; with `briefly` only the first of an owner, so that more groups
    read alike.
    """

    def __init__(self, coverage: Coverage, snapshot: Snapshot, *, briefly: bool) -> None:
        self._given = dict(approvals_by_login(coverage.reviews))
        self._told: dict[str, str] = {}
        self._signed, self._now, self._briefly = coverage.signed, snapshot.now, briefly

    def of(self, group: Group) -> list[str]:
        """A line of Markdown for each approval, the owners' first; one at least."""
        named = [demand for demand in group.demands if demand.kind != "anybody"]
        counting = frozenset().union(*(demand.given for demand in named or group.demands))
        given = [
            self._one(login) + self._role(login, named)
            for login in group.approvers
            if login in counting
        ]
        outdated = [f"{self._one(one)}: outdated" for one in group.outdated if one in counting]
        others = [login for login in group.approvers if login not in counting]
        if self._briefly:
            told = given or outdated
            return _cut(told, 2) or [("others, not owners" if others else "nobody")]
        not_owners = [f"{self._one(one)}, not an owner" for one in others]
        return _cut([*given, *outdated, *not_owners], 4) or ["nobody"]

    def _one(self, login: str) -> str:
        if login not in self._told:
            review = self._given.get(login)
            self._told[login] = who_and_when(review, self._now) if review else code(login)
        return self._told[login]

    def _role(self, login: str, named: Sequence[Demand]) -> str:
        wanted = {demand.role for demand in named if demand.role and login in demand.given}
        roles = [role for role in sorted(wanted) if login in self._signed.get(role, ())]
        return f", for {', '.join(map(code, roles))}" if roles else ""


def _cut(told: list[str], most: int) -> list[str]:
    if len(told) <= most:
        return told
    return [*told[: most - 1], f"and {plural(len(told) - most + 1, 'more approval')}"]
