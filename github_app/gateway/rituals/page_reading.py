"""Reads what the page of a repository's rituals shows."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from redis import Redis

from config.loader import load
from config.policy import POLICY_PATH, Policy
from github_app.failures import Gone
from github_app.gateway.client import GitHub
from github_app.gateway.policy_at_head import LAST_GOOD, POLICY_EXPRESSION
from github_app.gateway.pull_requests.base import blob
from github_app.gateway.pull_requests.facts import Node
from github_app.gateway.pull_requests.policy_at_base import (
    PolicyInForce,
    defaults_for,
    policy_in_force,
)
from github_app.gateway.recall import Recall
from github_app.gateway.rituals.documents import rituals_read
from github_app.gateway.rituals.kept import KEPT, NOTHING, unpacked_kept
from github_app.gateway.rituals.own_issues import own_issues_in
from github_app.gateway.rituals.wishes import RitualWishes
from github_app.slug import Slug
from rituals.engine.calendar import Entry, calendar
from rituals.engine.declare import Ritual, RitualSettings
from rituals.engine.registry import all_rituals, ritual_for
from rituals.page.debt_figures import DebtFigures, debt_figures
from rituals.page.subject import Place, Trouble

_PAST: Final = timedelta(days=365)
_COMING: Final = timedelta(days=62)  # to the end of the next month, whatever day it is


@dataclass(frozen=True, slots=True)
class RitualsRead:
    """`entries` reach a year back; `debt` is what the ledger says, None where none is kept; `at` is
    GitHub's time, in UTC.
    """

    place: Place
    asked: tuple[tuple[Ritual, RitualSettings], ...]
    entries: tuple[Entry, ...]
    debt: DebtFigures | None
    at: datetime


def read_rituals_page(github: GitHub, redis: Redis, repository_id: int) -> RitualsRead:
    """One request. Our own issues are found by who opened them and by their labels, as far as the
    policy seen last names these. Raises `github_app.failures`.
    """
    last_good, stored = Recall(redis, repository_id).get_many((LAST_GOOD, KEPT))
    wishes = _wishes(str(last_good or ""), Slug(redis).known())
    owner, name = github.full_name.split("/", 1)
    fixed = {"owner": owner, "name": name, "policy": POLICY_EXPRESSION}
    answer = github.graphql(rituals_read(wishes.shape), fixed | wishes.variables(owner))
    answer.insist()
    found = answer.found("repository")
    if not found:
        raise Gone(f"the repository {github.full_name} cannot be seen")
    in_force = _in_force(found, str(last_good or ""))
    rituals = in_force.policy.rituals
    asked = tuple((ritual_for(name, each), each) for name, each in rituals.items())
    own = own_issues_in(found, wishes).issues
    entries = calendar(
        asked,
        own,
        answer.date,
        past=_PAST,
        coming=_COMING,
        removed=(unpacked_kept(stored) or NOTHING).removed,
        customs=in_force.policy.customs,
    )
    place = _place(github.full_name, found, in_force)
    return RitualsRead(place, asked, entries, debt_figures(own), answer.date)


def _wishes(last_good: str, slug: str) -> RitualWishes:
    """Where nothing is known of a policy, the labels that issues of rituals have by default."""
    policy = load(last_good) if last_good else None
    if isinstance(policy, Policy):
        labels = {each.label for each in policy.rituals.values()}
    else:
        labels = {ritual.label.name for ritual in all_rituals()}
    return RitualWishes(
        reminders=tuple(sorted(labels)),
        people=(),
        creator=f"{slug}[bot]" if slug else "",
        known=(),
        folders=(),
        facts=(),
    )


def _in_force(found: Node, last_good: str) -> PolicyInForce:
    """Its history is not read for a page: the last looks kept what was good last."""
    policy = policy_in_force(blob(found.get("policy"), POLICY_PATH), last_good)
    return policy if isinstance(policy, PolicyInForce) else defaults_for(policy)


def _place(full_name: str, found: Node, in_force: PolicyInForce) -> Place:
    is_archived = bool(found.get("isArchived"))
    return Place(
        full_name=full_name,
        url=str(found.get("url") or ""),
        branch=str((found.get("defaultBranchRef") or {}).get("name") or ""),
        takes_issues=bool(found.get("hasIssuesEnabled", True)) and not is_archived,
        is_archived=is_archived,
        policy_path=POLICY_PATH,
        troubles=tuple(Trouble(it.line, it.message, it.remedy) for it in in_force.problems),
        is_last_good=in_force.origin == "last_good",
        visibility=str(found.get("visibility") or ""),
    )
