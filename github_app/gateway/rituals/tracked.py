"""What one ritual needs, in the answers to what rituals read: issues, merged work, a template."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from github_app.gateway.pull_requests.base import blob
from github_app.gateway.pull_requests.facts import Node, nodes
from github_app.gateway.rituals.own_issues import moment, names_in
from github_app.gateway.rituals.wishes import FactWish
from rituals.engine.facts import (
    LabelledIssues,
    LabelSpan,
    MergedPull,
    MergedWork,
    Template,
    TrackedIssue,
)

LONGEST_TEXT: Final = 8_000
_SEEN_BY: Final[Mapping[str, int]] = {"PRIVATE": 0, "INTERNAL": 1, "PUBLIC": 2}
# Whoever writes the policy there speaks for the organisation; anywhere else nobody may decide what
# is told of repositories that they perhaps cannot see themselves.
_HOMES: Final = frozenset({".github", ".github-private"})


@dataclass(frozen=True, slots=True)
class Tracked:
    """What one ritual needs, as far as it was asked for. An issue of a repository shows nothing
    that fewer people may see than itself.
    """

    labelled: tuple[LabelledIssues, ...]
    merged: MergedWork | None
    template: Template | None


@dataclass(frozen=True, slots=True)
class Place:
    """Where a ritual's facts stand: `data` is the whole answer, `name` is `r0`…; `since` is the
    moment from which on what was closed or merged counts.
    """

    data: Node
    name: str
    wish: FactWish
    since: datetime

    @property
    def repository(self) -> Node:
        found: Node = self.data["repository"]
        return found

    def list_of(self, what: str) -> Any:
        """A connection: of the repository, or the result of a search."""
        holder = self.data if self.wish.is_wide else self.repository
        return holder.get(f"{self.name}{what}")

    def shown(self, what: str) -> Iterator[Node]:
        """The nodes that whoever sees the ritual's issue may see as well."""
        found = nodes(self.list_of(what))
        return (node for node in found if not self.wish.is_wide or self._may_be_shown(node))

    def _may_be_shown(self, node: Node) -> bool:
        """Two private repositories have different readers: that one is as private as the other
        says nothing, unless it is the place where the organisation speaks of all of them.
        """
        there = node.get("repository") or {}
        if there and not self.elsewhere(node):
            return True
        here = str(self.repository.get("visibility"))
        is_home = str(self.repository.get("name")).casefold() in _HOMES
        least = 2 if here == "PRIVATE" and not is_home else _SEEN_BY.get(here, 2)
        return _SEEN_BY.get(str(there.get("visibility")), 0) >= least

    def elsewhere(self, node: Node) -> str:
        """`owner/name` of another repository than the ritual's, else ""."""
        name = str((node.get("repository") or {}).get("nameWithOwner") or "")
        owner = (self.repository.get("owner") or {}).get("login")
        return "" if name == f"{owner}/{self.repository.get('name')}" else name


def tracked(place: Place) -> Tracked:
    """The facts of one ritual."""
    needs = place.wish.needs
    labelled = (_labelled(place, n, label) for n, label in enumerate(needs.labels))
    return Tracked(
        labelled=tuple(labelled),
        merged=_merged(place) if needs.merged else None,
        template=_template(place, needs.template) if needs.template else None,
    )


def _labelled(place: Place, n: int, label: str) -> LabelledIssues:
    issues = tuple(_issue(place, node) for node in place.shown(f"open{n}"))
    total = _total(place.list_of(f"open{n}"), issues)
    closed = [_issue(place, node) for node in place.shown(f"closed{n}")]
    if place.wish.needs.pulls and not place.wish.is_wide:
        pulls = tuple(_issue(place, node) for node in place.shown(f"openpulls{n}"))
        total += _total(place.list_of(f"openpulls{n}"), pulls)
        issues = tuple(sorted((*issues, *pulls), key=lambda issue: issue.opened_at))
        closed += [_issue(place, node) for node in place.shown(f"closedpulls{n}")]
    recent = [issue for issue in closed if issue.closed_at and issue.closed_at >= place.since]
    newest = sorted(recent, key=lambda issue: issue.closed_at or place.since, reverse=True)
    return LabelledIssues(label, total, issues, tuple(newest))


def _merged(place: Place) -> MergedWork:
    """`total` is exact unless more than a page of pull requests was merged meanwhile: then it is
    what is known at least.
    """
    pulls = [_pull(place, node) for node in place.shown("merged") if node.get("mergedAt")]
    recent = [pull for pull in pulls if pull.merged_at >= place.since]
    newest = sorted(recent, key=lambda pull: pull.merged_at, reverse=True)
    return MergedWork(place.since, len(newest), tuple(newest))


def _total(connection: Any, shown: tuple[Any, ...]) -> int:
    """Of all that match; where some of a page are not shown, only those that are."""
    listed = list(nodes(connection))
    if len(listed) != len(shown):
        return len(shown)
    found = connection or {}
    return int(found.get("totalCount") or found.get("issueCount") or 0)


def _issue(place: Place, issue: Node) -> TrackedIssue:
    due = moment((issue.get("milestone") or {}).get("dueOn"))
    return TrackedIssue(
        number=int(issue["number"]),
        title=str(issue.get("title") or ""),
        opened_at=datetime.fromisoformat(str(issue["createdAt"])),
        closed_at=moment(issue.get("closedAt")),
        repository=place.elsewhere(issue),
        body=str(issue.get("body") or "")[:LONGEST_TEXT],
        labels=names_in(issue.get("labels"), "name"),
        assignees=names_in(issue.get("assignees"), "login"),
        due=due.date() if due else None,
        spans=tuple(_spans(nodes(issue.get("timelineItems")), place.wish.needs.labels)),
    )


def _pull(place: Place, pull: Node) -> MergedPull:
    return MergedPull(
        number=int(pull["number"]),
        title=str(pull.get("title") or ""),
        merged_at=datetime.fromisoformat(str(pull["mergedAt"])),
        author=str((pull.get("author") or {}).get("login") or ""),
        labels=names_in(pull.get("labels"), "name"),
        repository=place.elsewhere(pull),
    )


def _template(place: Place, path: str) -> Template:
    file = blob(place.repository.get(f"{place.name}template"), path)
    return Template(path, file.text if file else None)


def _spans(events: Iterable[Node], labels: Iterable[str]) -> Iterator[LabelSpan]:
    """The times during which an issue carried any of `labels`, by their beginning."""
    wanted = {label.casefold(): label for label in labels}
    since: dict[str, datetime] = {}
    for event in events:
        name = str((event.get("label") or {}).get("name") or "").casefold()
        at = datetime.fromisoformat(str(event["createdAt"]))
        if name not in wanted:
            continue
        if event.get("__typename") == "LabeledEvent":
            since.setdefault(name, at)
        elif name in since:
            yield LabelSpan(wanted[name], since.pop(name), at)
    yield from (LabelSpan(wanted[name], at) for name, at in since.items())
