"""What was read of a repository for its rituals: the policy in force, facts, where to write."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from config.policy import Policy
from github_app.gateway.answers import Answer
from github_app.gateway.pull_requests.base import BaseSeen, TreeFile
from github_app.gateway.pull_requests.facts import Node, nodes
from github_app.gateway.rituals.absences import with_busy
from github_app.gateway.rituals.kept import Kept
from github_app.gateway.rituals.own_issues import OwnSeen, own_issues_in
from github_app.gateway.rituals.places import Place
from github_app.gateway.rituals.tracked import tracked
from github_app.gateway.rituals.wishes import RitualWishes, Targets
from rituals.engine.facts import OwnIssue, RitualFacts
from snapshot.facts import Repository


@dataclass(frozen=True, slots=True)
class RitualsSeen:
    """The policy in force on the default branch, the facts its rituals have in common, where to
    write. `removed` are the issues of ours, by ritual and occurrence, that are there no more.
    `data` is the answer, for what single rituals need, as far as `wishes` asked for it.
    """

    policy: Policy
    facts: RitualFacts
    targets: Targets
    own: OwnSeen
    visibility: str
    wishes: RitualWishes
    data: Node

    def knows(self, ritual: str) -> bool:
        """Whether what this ritual needs was read."""
        return any(wish.ritual == ritual for wish in self.wishes.facts)

    def facts_of(self, ritual: str, since: datetime) -> RitualFacts:
        """With all that one ritual needs, but for records and what the default branch changed;
        `since` is the moment from which on what was closed or merged counts.
        """
        for n, wish in enumerate(self.wishes.facts):
            if wish.ritual == ritual:
                found = tracked(Place(self.data, f"r{n}", wish, since))
                return replace(
                    self.facts,
                    labelled=found.labelled,
                    merged=found.merged,
                    template=found.template,
                    followed=found.followed,
                    unseen=found.unseen,
                )
        return self.facts

    def with_own(self, own: OwnSeen) -> RitualsSeen:
        """With more of our own issues."""
        return replace(self, own=own, facts=replace(self.facts, own_issues=own.issues))

    def with_opened(self, opened: Iterable[tuple[int, str, str]]) -> RitualsSeen:
        """With the issues that were opened just now, by number, title and body."""
        now = self.facts.now
        new = (OwnIssue(*each, is_open=True, opened_at=now) for each in opened)
        return self.with_own(replace(self.own, issues=(*new, *self.own.issues)))

    def record_files(self) -> tuple[TreeFile, ...]:
        """The files in the folders of records, where these were asked for."""
        tree = BaseSeen(None, frozenset(), None, None)
        for n, folder in enumerate(self.wishes.folders):
            tree.take_folder(folder, self.data["repository"].get(f"folder{n}"))
        return tree.files_in(self.wishes.folders)


def rituals_seen(
    policy: Policy, kept: Kept, wishes: RitualWishes, answer: Answer, now: datetime
) -> RitualsSeen:
    """The answer to `documents.rituals_read`, given `now` (UTC)."""
    found: Node = answer.data["repository"]
    own = own_issues_in(found, wishes)
    gone = _gone(answer, found, wishes)
    removed = {
        (ritual, occurrence)
        for ritual, known in kept.opened.items()
        for occurrence, number in known.items()
        if number in gone
    }
    return RitualsSeen(
        policy=policy,
        facts=shared_facts(found, wishes, policy, own.issues, now, frozenset(removed)),
        targets=_targets(found, wishes),
        own=own,
        visibility=str(found.get("visibility") or ""),
        wishes=wishes,
        data=answer.data,
    )


def _gone(answer: Answer, repository: Node, wishes: RitualWishes) -> frozenset[int]:
    """The numbers under which GitHub says there is nothing any more, or only elsewhere."""
    return frozenset(
        number for n, number in enumerate(wishes.known) if _is_gone(answer, repository, f"known{n}")
    )


def _is_gone(answer: Answer, repository: Node, place: str) -> bool:
    issue: Any = repository.get(place)
    if issue is None:
        return answer.explains(("repository", place))
    return bool((issue.get("repository") or {}).get("id") != repository["id"])


def shared_facts(
    found: Node,
    wishes: RitualWishes,
    policy: Policy,
    own_issues: tuple[OwnIssue, ...],
    now: datetime,
    removed: frozenset[tuple[str, str]] = frozenset(),
) -> RitualFacts:
    """What all rituals of a repository have in common; `found` is its part of the answer."""
    branch = found.get("defaultBranchRef") or {}
    return RitualFacts(
        repository=Repository(
            owner=str((found.get("owner") or {}).get("login") or ""),
            name=str(found.get("name") or ""),
            default_branch=str(branch.get("name") or ""),
            url=str(found.get("url") or ""),
        ),
        now=now,
        head_oid=str((branch.get("target") or {}).get("oid") or ""),
        own_issues=own_issues,
        assignable=frozenset(_people(found, wishes)),
        customs=with_busy(policy.customs, found, wishes.people, now),
        removed=removed,
        visibility=str(found.get("visibility") or ""),
    )


def _targets(found: Node, wishes: RitualWishes) -> Targets:
    labels = {
        name.casefold(): str(label["id"])
        for n, name in enumerate(wishes.reminders)
        if (label := found.get(f"reminder{n}Label"))
    }
    return Targets(
        repository_id=str(found["id"]),
        takes_issues=bool(found.get("hasIssuesEnabled", True)) and not found.get("isArchived"),
        labels=labels,
        people=_people(found, wishes),
    )


def _people(repository: Node, wishes: RitualWishes) -> Mapping[str, str]:
    """The wished people who can be assigned: their ids by login in lower case.

    GitHub's search also finds logins that only resemble the one asked for.
    """
    wished = {login.casefold() for login in wishes.people}
    found = (
        person for n in range(len(wishes.people)) for person in nodes(repository.get(f"person{n}"))
    )
    ids = {str(person["login"]).casefold(): str(person["id"]) for person in found}
    return {login: node_id for login, node_id in ids.items() if login in wished}
