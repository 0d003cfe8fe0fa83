"""Carries out what is planned about postmortems: all of it in one request."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import structlog

from github_app.failures import WorldFailure
from github_app.gateway.client import GitHub
from github_app.publisher.issues import insisted
from github_app.publisher.operations import Operation, alias_of, document, variables
from postmortems.plan import Plan
from postmortems.steps import Open, React, Remark

log = structlog.stdlib.get_logger(__name__)


def carry_out(
    github: GitHub,
    repository_id: str,
    planned: Plan,
    changes: Sequence[Operation],
    labels: Mapping[str, str],
    people: Mapping[str, str],
) -> tuple[tuple[int, ...], bool]:
    """The numbers of the new issues, in their order, and whether all else was written; one request.

    `changes` are those of the index; `labels` and `people` node ids by lower-case name. Never
    repeated here: whoever gets a `WorldFailure` looks again what stands.
    """
    opened = [_opening(repository_id, each, labels, people) for each in planned.opened]
    said = [operation for each in planned.said for operation in _saying(each)]
    operations = [*opened, *said, *changes]
    answer = github.graphql(document(operations), variables(operations))
    for trouble in answer.troubles:
        log.warning("GitHub refused a write", path=trouble.path, told=trouble.message)
    numbers = tuple(_number_of(insisted(answer, alias_of(n))) for n in range(len(opened)))
    rest = (n for n in range(len(opened), len(operations)) if operations[n].field != "pinIssue")
    return numbers, all(answer.data.get(alias_of(place)) for place in rest)


def _opening(
    repository_id: str, each: Open, labels: Mapping[str, str], people: Mapping[str, str]
) -> Operation:
    issue: dict[str, Any] = {
        "repositoryId": repository_id,
        "title": each.title,
        "body": each.body,
        "labelIds": [labels[each.label.casefold()]],
    }
    if owner := people.get(each.owner.casefold()):
        issue["assigneeIds"] = [owner]
    return Operation("createIssue", issue)


def _saying(each: Remark | React) -> Iterator[Operation]:
    if isinstance(each, React):
        content = "THUMBS_UP" if each.is_followed else "CONFUSED"
        yield Operation("addReaction", {"subjectId": each.comment_id, "content": content})
        return
    yield Operation("addComment", {"subjectId": each.issue_id, "body": each.body})
    if each.closes:
        yield Operation("closeIssue", {"issueId": each.issue_id, "stateReason": each.closes})


def _number_of(payload: Mapping[str, Any]) -> int:
    issue = payload.get("issue") or {}
    if not issue.get("number"):
        raise WorldFailure(60.0, "GitHub did not tell the number of a new issue")
    return int(issue["number"])
