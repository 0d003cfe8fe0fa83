"""Who could still approve: everybody but those who took part, are away, or may not."""

from __future__ import annotations

import zlib
from collections.abc import Iterable
from datetime import date, datetime

from checks.parts.review_coverage.closers.fewest_needs import PERSON
from checks.parts.review_coverage.coverage_map import Coverage, Demand
from checks.parts.review_coverage.people.reviewers import login_of
from snapshot.facts import Snapshot
from snapshot.people import Colleague, Permission

_LONGEST_MEMORY = 365
"""Days after which a review of an area is as good as forgotten."""

_STEP = 100_000
"""More than any one thing that sets two people apart is ever counted as."""


class Pool:
    """What is known of the people who could be asked, looked up by login (lower case)."""

    def __init__(self, coverage: Coverage, snapshot: Snapshot) -> None:
        self._known = {one.login: one for one in snapshot.colleagues}
        self._took_part = coverage.reviews.contributors
        self._absent = _absent(snapshot)
        busy = (one.login for one in snapshot.colleagues if one.is_busy)
        self._away = {*self._absent, *busy}
        self._allowed: dict[Permission, tuple[frozenset[str], frozenset[str]]] = {}
        self._asked = _asked(snapshot)
        self._due = self._asked | {login_of(review) for review in coverage.reviews.requests}
        self._outdated = {login for group in coverage.uncovered for login in group.outdated}
        self._number = snapshot.pull_request.number
        self._days = _days_since_review(coverage, snapshot)
        met = {*self._known, *self._due, *self._outdated, *self._days}
        self._costs = {login: self._cost(login) for login in met}
        self._cost_of_strangers = self._cost("")

    def colleague(self, login: str) -> Colleague:
        return self._known.get(login) or Colleague(login)

    def is_asked(self, login: str) -> bool:
        return login in self._asked

    def last_day_away(self, login: str) -> date | None:
        """The end of an absence that holds today, None when it has none."""
        return self._absent.get(login)

    def is_here(self, login: str) -> bool:
        return login not in self._away

    def here(self, logins: set[str]) -> set[str]:
        """Those of `logins` who are neither away nor busy."""
        return logins - self._away

    def is_busy_only(self, login: str) -> bool:
        """Busy by the status on GitHub, and not away by what the policy says."""
        return login in self._away and login not in self._absent

    def able(self, demand: Demand) -> set[str]:
        """Those who could meet `demand`, here or not.

        Named people may, as far as nothing else is known; where anybody may, only those of whom it
        is known. Whose approval was refused would only be refused again.
        """
        surely, never = self._by_permission(demand.permission)
        some = surely if demand.able is None else demand.able - never
        return {
            login
            for login in some - self._took_part.keys() - demand.refused.keys()
            if login[-1:] != "]"  # a bot: `name[bot]`
        }

    def _by_permission(self, permission: Permission) -> tuple[frozenset[str], frozenset[str]]:
        """Of everybody known: who is allowed that much, and who is not."""
        if permission not in self._allowed:
            known = [(one.login, one.may(permission)) for one in self._known.values()]
            self._allowed[permission] = (
                frozenset(login for login, may in known if may),
                frozenset(login for login, may in known if may is False),
            )
        return self._allowed[permission]

    def cost(self, login: str) -> int:
        """Less for those to be preferred: a review is due of them anyway, they saw an earlier state
        of the change, they surely may approve, few reviews wait for them, and they have not
        reviewed the area of late. Then it takes turns from one pull request to the next.
        """
        cost = self._costs.get(login, self._cost_of_strangers)
        return cost + zlib.crc32(f"{self._number} {login}".encode())

    def _cost(self, login: str) -> int:
        known = self._known.get(login)
        load = known.open_reviews if known else None
        cost = 0
        for worse in (
            login not in self._due,
            login not in self._outdated,
            known is None or known.permission is None,
            _STEP // 2 if load is None else min(load, _STEP // 2 - 1),
            _LONGEST_MEMORY - min(self._days.get(login, _LONGEST_MEMORY), _LONGEST_MEMORY),
        ):
            cost = cost * _STEP + worse
        return PERSON + (cost << 32)


def _absent(snapshot: Snapshot) -> dict[str, date | None]:
    """Who is away today, and the last day of that."""
    today = snapshot.now.date()
    away: dict[str, date | None] = {}
    for one in snapshot.customs.absences:
        if one.holds_on(today):
            known = away.get(one.login, date.min)
            later = None if known is None or one.last is None else max(known, one.last)
            away[one.login] = later
    return away


def _asked(snapshot: Snapshot) -> set[str]:
    """Everybody of whom a review is requested, alone or with a team."""
    asked = {name.lstrip("@").casefold() for name in snapshot.pull_request.requested_reviewers}
    members: Iterable[frozenset[str]] = (
        team.members for team in snapshot.teams if team.handle in asked and team.members
    )
    return asked.union(*members)


def _days_since_review(coverage: Coverage, snapshot: Snapshot) -> dict[str, int]:
    """For those who approved changes in the folders of the gap: how long ago the last one was."""
    folders = {_folder(file.path) for group in coverage.uncovered for file in group.files}
    days: dict[str, int] = {}
    for merged in snapshot.merged_reviews or ():
        if any(_folder(path) in folders for path in merged.paths):
            ago = _days_between(merged.merged_at, snapshot.now)
            for login in merged.approvers:
                days[login] = min(days.get(login, ago), ago)
    return days


def _folder(path: str) -> str:
    return path.rpartition("/")[0]


def _days_between(then: datetime, now: datetime) -> int:
    return max(0, (now - then).days)
