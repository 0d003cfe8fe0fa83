"""Review coverage: the accounts behind names, and whether somebody's approval counts."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Final

from checks.parts.review_coverage.coverage_map import Demand
from snapshot.facts import Snapshot
from snapshot.people import PERMISSIONS, Permission
from snapshot.pull_request import Review

_UNREAD_TEAM: Final = "is a team whose members cannot be read: counted as not covered"
_EMPTY_TEAM: Final = "is a team without members: counted as not covered"
_UNKNOWN: Final = "approved, but what this person may do here could not be read"
_EMAIL: Final = "is an e-mail address, which cannot be matched with an account"


class AblePeople:
    """Who may approve what, of all that is known about people in `snapshot`."""

    def __init__(
        self,
        snapshot: Snapshot,
        approvals: Sequence[tuple[str, Review]],
        contributors: Mapping[str, str],
    ) -> None:
        """`approvals` are those that may count somewhere, by the login (lower case)."""
        self._approvals = dict(approvals)
        self._contributors = contributors
        self._teams = {team.handle: team for team in snapshot.teams}
        self._colleagues = {one.login: one for one in snapshot.colleagues}
        self._identities = dict(snapshot.customs.identities)
        self._powerless: dict[Permission, frozenset[str]] = {}

    def behind(
        self,
        users: Iterable[str],
        teams: Iterable[str],
        emails: Iterable[str],
        permission: Permission,
    ) -> tuple[frozenset[str], dict[str, str]]:
        """The logins behind names as they are written, without @, that may approve; and the names
        behind which there are none, with the reason.
        """
        unable = self._unable(permission)
        able = {user.casefold() for user in users}
        unmatched: dict[str, str] = {}
        for email in emails:
            login = self._identities.get(email.casefold())
            able |= {login} if login else set()
            if not login:
                unmatched[email] = _EMAIL
        unmatched |= {f"@{login}": _powerless(permission) for login in sorted(able & unable)}
        for name in teams:
            team = self._teams.get(name.casefold())
            members = (team.members if team else None) or frozenset()
            able |= members
            if team is None or team.members is None:
                unmatched[f"@{name}"] = _UNREAD_TEAM
            elif not members:
                unmatched[f"@{name}"] = _EMPTY_TEAM
            elif members <= unable:
                unmatched[f"@{name}"] = f"has nobody with `{permission}` permission here"
        return frozenset(able - unable - self._contributors.keys()), unmatched

    def counted(self, demand: Demand) -> Demand:
        """`demand` with those whose approval counts for it. Named in the policy and yet not
        counted, for want of a permission or of knowing it, is said of each.
        """
        given: set[str] = set()
        refused: dict[str, str] = {}
        for login in self._approvals:
            if demand.able is not None and login not in demand.able:
                continue
            allowed = self.may(login, demand.permission)
            if allowed:
                given.add(login)
            elif demand.kind == "area" and (allowed is None or self.may(login, "write")):
                refused[login] = _UNKNOWN if allowed is None else _less_than(demand.permission)
        return replace(demand, given=frozenset(given), refused=refused)

    def may(self, login: str, permission: Permission) -> bool | None:
        """Whether an account has at least `permission` now; None when that is not known."""
        review = self._approvals.get(login)
        colleague = self._colleagues.get(login)
        if review is not None and PERMISSIONS.index(permission) <= PERMISSIONS.index("write"):
            if review.author_can_push:
                return True
            if permission == "write":
                return False
        return colleague.may(permission) if colleague else None

    def _unable(self, permission: Permission) -> frozenset[str]:
        """The accounts known to have less than `permission`."""
        if permission not in self._powerless:
            known = (*self._colleagues, *self._approvals)
            self._powerless[permission] = frozenset(
                login for login in known if self.may(login, permission) is False
            )
        return self._powerless[permission]


def _less_than(permission: Permission) -> str:
    return f"approved, but has no `{permission}` permission"


def _powerless(permission: Permission) -> str:
    return f"has no `{permission}` permission here"
