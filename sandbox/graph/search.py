"""Search among issues and pull requests, as far as its words are understood here."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any, Final

from sandbox.clock import iso
from sandbox.graph.connection import Connection, connect
from sandbox.graph.context import Context
from sandbox.issues import Issue
from sandbox.pull_requests import PullRequest
from sandbox.refusals import Refused

_TERM: Final = re.compile(r'(?P<not>-?)(?:(?P<key>[a-z]+):)?(?P<value>(?:"[^"]*"|[^\s"])+)')
Test = Callable[[Issue, str], bool]


class SearchConnection:
    """A page of what was found; `issue_count` is how much there is."""

    def __init__(self, page: Connection) -> None:
        self.nodes, self.edges, self.page_info = page.nodes, page.edges, page.page_info
        self.issue_count = page.total_count


def search(context: Context, query: str, show: Callable[[Issue], Any], **page: Any) -> Any:
    """Only what the caller may see, without a word about the rest."""
    terms = [(m["key"] or "", m["value"], bool(m["not"])) for m in _TERM.finditer(query)]
    order = next((value for key, value, _ in terms if key == "sort"), "created-desc")
    found = [
        issue
        for repository in context.world.repositories.values()
        if context.caller.sees(context.world, repository)
        for issue in repository.numbered.values()
        if _is_open_to(context, issue) and all(_holds(issue, *term) for term in terms)
    ]
    field, _, direction = order.partition("-")
    found.sort(key=_MOMENTS[field], reverse=direction != "asc")
    return SearchConnection(connect(found, show, **page))


_MOMENTS: Final[dict[str, Callable[[Issue], str]]] = {
    "created": lambda issue: iso(issue.created_at),
    "updated": lambda issue: iso(issue.updated_at),
    "closed": lambda issue: iso(issue.closed_at) if issue.closed_at else "",
    "merged": lambda issue: (
        iso(issue.merged_at) if isinstance(issue, PullRequest) and issue.merged_at else ""
    ),
}


def _is_open_to(context: Context, issue: Issue) -> bool:
    return context.caller.may("pull_requests" if isinstance(issue, PullRequest) else "issues")


def _holds(issue: Issue, key: str, value: str, is_denied: bool) -> bool:
    if key == "sort":
        return True
    if key not in _TESTS:
        raise Refused(f"The search is not understood at {key}:{value}")
    return _TESTS[key](issue, value) != is_denied


def _is(issue: Issue, value: str) -> bool:
    pull = issue if isinstance(issue, PullRequest) else None
    match value:
        case "issue":
            return pull is None
        case "pr":
            return pull is not None
        case "open" | "closed":
            return issue.state == value
        case "merged":
            return pull is not None and pull.merged_at is not None
        case "public" | "private" | "internal":
            return issue.repository.visibility == value
    raise Refused(f"The search is not understood at is:{value}")


def _is_labelled(issue: Issue, value: str) -> bool:
    """Several in one word, parted by commas, mean any of them."""
    wanted = {name.strip('"').casefold() for name in re.findall(r'"[^"]*"|[^,"]+', value)}
    return any(label.name.casefold() in wanted for label in issue.labels)


def _is_by(issue: Issue, value: str) -> bool:
    login = f"{value.removeprefix('app/')}[bot]" if value.startswith("app/") else value
    return issue.author is not None and issue.author.key == login.casefold()


def _moment(field: str) -> Test:
    def test(issue: Issue, value: str) -> bool:
        at = _MOMENTS[field](issue)
        if not value.startswith(">="):
            raise Refused(f"The search is not understood at {field}:{value}")
        since = value.removeprefix(">=").replace("+00:00", "Z")
        return bool(at) and at[: len(since)] >= since

    return test


def _says(issue: Issue, words: str) -> bool:
    return words.casefold() in f"{issue.title} {issue.body}".casefold()


_TESTS: Final[dict[str, Test]] = {
    "": lambda issue, value: (
        value.strip('"').casefold() in f"{issue.title} {issue.body}".casefold()
    ),
    "is": _is,
    "repo": lambda issue, value: issue.repository.full_name.casefold() == value.casefold(),
    "org": lambda issue, value: issue.repository.owner.key == value.casefold(),
    "user": lambda issue, value: issue.repository.owner.key == value.casefold(),
    "label": _is_labelled,
    "author": _is_by,
    "archived": lambda issue, value: issue.repository.archived == (value == "true"),
    **{field: _moment(field) for field in _MOMENTS},
}
