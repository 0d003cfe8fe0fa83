"""What a policy's rituals ask to be read, and the answer as our own values."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from config.policy import Policy
from github_app.gateway.pull_requests.facts import Node, every_node, nodes
from rituals.engine.facts import LabelledIssues, OwnIssue, RitualFacts, TrackedIssue
from snapshot.facts import Repository


@dataclass(frozen=True, slots=True)
class RitualWishes:
    """Labels our reminders carry, labels whose open issues are listed, and logins; no doubles."""

    reminders: tuple[str, ...]
    labelled: tuple[str, ...]
    people: tuple[str, ...]

    @classmethod
    def of(cls, policy: Policy) -> RitualWishes:
        asked = policy.rituals.values()
        return cls(
            reminders=_unique(ritual.label for ritual in asked),
            labelled=_unique(label for ritual in asked for label in ritual.needs().labels),
            people=_unique(login for ritual in asked for login in ritual.rotation),
        )

    @property
    def variables(self) -> dict[str, str]:
        """The variables of `ritual_documents.rituals_read` that stand for these wishes."""
        named = {"reminder": self.reminders, "labelled": self.labelled, "person": self.people}
        return {f"{kind}{n}": text for kind, texts in named.items() for n, text in enumerate(texts)}


@dataclass(frozen=True, slots=True)
class Targets:
    """Where reminders are written: GraphQL node ids, of labels and people by lower-case name.

    `takes_issues` is False when issues are switched off or the repository is archived.
    """

    repository_id: str
    takes_issues: bool
    labels: Mapping[str, str]
    people: Mapping[str, str]


def facts_in(repository: Node, wishes: RitualWishes, now: datetime) -> RitualFacts:
    """The facts in the answer to `rituals_read`."""
    branch = repository.get("defaultBranchRef") or {}
    return RitualFacts(
        repository=Repository(
            owner=str((repository.get("owner") or {}).get("login") or ""),
            name=str(repository.get("name") or ""),
            default_branch=str(branch.get("name") or ""),
            url=str(repository.get("url") or ""),
        ),
        now=now,
        head_oid=str((branch.get("target") or {}).get("oid") or ""),
        own_issues=_own_issues(repository, len(wishes.reminders)),
        labelled=tuple(
            _labelled(label, repository.get(f"labelled{n}"))
            for n, label in enumerate(wishes.labelled)
        ),
        assignable=frozenset(people_in(repository, wishes)),
    )


def targets_in(repository: Node, wishes: RitualWishes) -> Targets:
    """Where to write, in the answer to `rituals_read`."""
    labels = {
        name.casefold(): str(label["id"])
        for n, name in enumerate(wishes.reminders)
        if (label := repository.get(f"reminder{n}Label"))
    }
    return Targets(
        repository_id=str(repository["id"]),
        takes_issues=bool(repository.get("hasIssuesEnabled", True))
        and not repository.get("isArchived"),
        labels=labels,
        people=people_in(repository, wishes),
    )


def people_in(repository: Node, wishes: RitualWishes) -> dict[str, str]:
    """The wished people who can be assigned: their ids by login in lower case.

    GitHub's search also finds logins that only resemble the one asked for.
    """
    wished = {login.casefold() for login in wishes.people}
    found = (
        person for n in range(len(wishes.people)) for person in nodes(repository.get(f"person{n}"))
    )
    ids = {str(person["login"]).casefold(): str(person["id"]) for person in found}
    return {login: node_id for login, node_id in ids.items() if login in wished}


def _own_issues(repository: Node, reminders: int) -> tuple[OwnIssue, ...]:
    places = ("newest", *(f"reminder{n}" for n in range(reminders)))
    ours = {
        int(issue["number"]): OwnIssue(
            number=int(issue["number"]),
            title=str(issue.get("title") or ""),
            body=str(issue.get("body") or ""),
            is_open=issue.get("state") == "OPEN",
        )
        for place in places
        for issue in every_node(repository.get(place))
        if issue.get("viewerDidAuthor")
    }
    return tuple(ours[number] for number in sorted(ours, reverse=True))


def _labelled(label: str, connection: Any) -> LabelledIssues:
    issues = tuple(
        TrackedIssue(
            number=int(issue["number"]),
            title=str(issue.get("title") or ""),
            opened_at=datetime.fromisoformat(str(issue["createdAt"])),
        )
        for issue in nodes(connection)
    )
    return LabelledIssues(label, int((connection or {}).get("totalCount") or 0), issues)


def _unique(texts: Iterable[str]) -> tuple[str, ...]:
    """`texts` without those that differ from an earlier one in case alone."""
    return tuple({text.casefold(): text for text in reversed(list(texts))}.values())[::-1]
