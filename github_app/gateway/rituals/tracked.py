"""What one ritual needs, in the answers to what rituals read: issues, merged work, a template."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any, Final

from github_app.gateway.milestones import due_day
from github_app.gateway.pull_requests.base import blob
from github_app.gateway.pull_requests.facts import Node, nodes
from github_app.gateway.rituals.own_issues import moment, names_in
from github_app.gateway.rituals.places import Place
from rituals.engine.facts import (
    LabelledIssues,
    LabelSpan,
    MergedPull,
    MergedWork,
    Template,
    TrackedIssue,
)

LONGEST_TEXT: Final = 8_000


@dataclass(frozen=True, slots=True)
class Tracked:
    """What one ritual needs, as far as it was asked for. An issue of a repository shows nothing
    that fewer people may see than itself.
    """

    labelled: tuple[LabelledIssues, ...]
    merged: MergedWork | None
    template: Template | None
    followed: tuple[TrackedIssue, ...] = ()
    unseen: frozenset[str] = frozenset()


def tracked(place: Place) -> Tracked:
    """The facts of one ritual."""
    needs = place.wish.needs
    labelled = (_labelled(place, n, label) for n, label in enumerate(needs.labels))
    followed = dict(place.followed())
    return Tracked(
        labelled=tuple(labelled),
        merged=_merged(place) if needs.merged else None,
        template=_template(place, needs.template) if needs.template else None,
        followed=tuple(_followed(place, asked, node) for asked, node in followed.items()),
        unseen=frozenset(place.wish.followed) - followed.keys(),
    )


def _labelled(place: Place, n: int, label: str) -> LabelledIssues:
    issues = tuple(_issue(place, node) for node in place.shown(f"open{n}"))
    total, may_be_more = _counted(place, place.list_of(f"open{n}"), len(issues))
    closed = [_issue(place, node) for node in place.shown(f"closed{n}")]
    if place.wish.needs.pulls and not place.wish.is_wide:
        pulls = tuple(_issue(place, node) for node in place.shown(f"openpulls{n}"))
        total += _total(place.list_of(f"openpulls{n}"))
        issues = tuple(sorted((*issues, *pulls), key=lambda issue: issue.opened_at))
        closed += [_issue(place, node) for node in place.shown(f"closedpulls{n}")]
    recent = [issue for issue in closed if issue.closed_at and issue.closed_at >= place.since]
    newest = sorted(recent, key=lambda issue: issue.closed_at or place.since, reverse=True)
    return LabelledIssues(label, total, issues, tuple(newest), may_be_more)


def _merged(place: Place) -> MergedWork:
    """`total` is exact unless more than a page of pull requests was merged meanwhile: then it is
    what is known at least.
    """
    pulls = [_pull(place, node) for node in place.shown("merged") if node.get("mergedAt")]
    recent = [pull for pull in pulls if pull.merged_at >= place.since]
    newest = sorted(recent, key=lambda pull: pull.merged_at, reverse=True)
    return MergedWork(place.since, len(newest), tuple(newest))


def _counted(place: Place, connection: Any, shown: int) -> tuple[int, bool]:
    """How many there are, and whether there may be more. Where some of what a search finds is not
    for the readers, only what is shown counts: the number of the rest is not for them either.
    """
    total, listed = _total(connection), sum(1 for _ in nodes(connection))
    if place.hides or listed != shown:
        return shown, total > listed
    return total, False


def _total(connection: Any) -> int:
    """Of all that match, on a page or not."""
    found = connection or {}
    return int(found.get("totalCount") or found.get("issueCount") or 0)


def _issue(place: Place, issue: Node) -> TrackedIssue:
    return TrackedIssue(
        number=int(issue["number"]),
        title=str(issue.get("title") or ""),
        opened_at=datetime.fromisoformat(str(issue["createdAt"])),
        closed_at=moment(issue.get("closedAt")),
        repository=place.elsewhere(issue),
        body=str(issue.get("body") or "")[:LONGEST_TEXT],
        labels=names_in(issue.get("labels"), "name"),
        assignees=names_in(issue.get("assignees"), "login"),
        due=due_day(issue.get("milestone")),
        spans=tuple(_spans(nodes(issue.get("timelineItems")), place.wish.needs.labels)),
    )


def _followed(place: Place, asked: str, node: Node) -> TrackedIssue:
    issue = _issue(place, node)
    return issue if issue.reference == asked else replace(issue, asked_as=asked)


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
