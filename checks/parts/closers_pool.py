"""Who could still approve: everybody but those who took part, are away, or may not."""

from __future__ import annotations

import zlib
from collections.abc import Iterable
from datetime import date, datetime

from checks.parts.coverage_map import Coverage, Demand
from checks.parts.fewest_needs import PERSON
from checks.parts.reviewers import login_of
from snapshot.facts import Snapshot
from snapshot.people import Colleague

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
        known = self._known.get(login)
        return login not in self._absent and not (known and known.is_busy)

    def is_busy_only(self, login: str) -> bool:
        """Busy by the status on GitHub, and not away by what the policy says."""
        return login not in self._absent and not self.is_here(login)

    def able(self, demand: Demand) -> set[str]:
        """Those who could meet `demand`, here or not.

        Named people may, as far as nothing else is known; where anybody may, only those of whom it
        is known. Whose approval was refused would only be refused again.
        """
        if demand.able is None:
            some = {one.login for one in self._known.values() if one.may(demand.permission)}
        else:
            some = {login for login in demand.able if self._may(login, demand) is not False}
        return {login for login in some - demand.refused.keys() if self._is_free(login)}

    def _is_free(self, login: str) -> bool:
        return login not in self._took_part and not login.endswith("[bot]")

    def _may(self, login: str, demand: Demand) -> bool | None:
        known = self._known.get(login)
        return known.may(demand.permission) if known else None

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
