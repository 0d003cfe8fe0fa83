"""Compares the index of postmortems as it should read with what stands."""

from __future__ import annotations

from collections.abc import Iterator

import structlog

from github_app.gateway.client import GitHub
from github_app.gateway.postmortems.index import StandingIndex, StandingPart
from github_app.publisher.issues import IssueWish, Opened, open_issue
from github_app.publisher.operations import Operation, alias_of, document, variables
from postmortems.index import IndexText, obsolete_part, says_the_same

log = structlog.stdlib.get_logger(__name__)


def open_index(github: GitHub, repository_id: str, text: IndexText) -> tuple[Opened, bool]:
    """Opens and pins the issue, and answers whether all parts were written; two requests.

    Where GitHub refuses to pin it (there is room for three, and not every App may), it stands
    unpinned.
    """
    opened = open_issue(github, repository_id, IssueWish(text.title, text.body))
    pin = Operation("pinIssue", {"issueId": opened.id})
    operations = [pin, *(_add(opened.id, body) for body in text.parts)]
    answer = github.graphql(document(operations), variables(operations))
    for trouble in answer.troubles:
        log.warning("GitHub refused a write", path=trouble.path, told=trouble.message)
    return opened, all(answer.data.get(alias_of(n)) for n in range(1, len(operations)))


def difference(text: IndexText, standing: StandingIndex) -> list[Operation]:
    """What has to be written; nothing when all reads as it should. The title is left to people."""
    operations = [] if standing.was_pinned else [Operation("pinIssue", {"issueId": standing.id})]
    parts = list(_parts_to_write(text, standing))
    if parts or not says_the_same(standing.body, text.body):
        operations.append(Operation("updateIssue", {"id": standing.id, "body": text.body}))
    return [*operations, *parts]


def _parts_to_write(text: IndexText, standing: StandingIndex) -> Iterator[Operation]:
    left = {part.part: part for part in standing.parts}
    for number, body in enumerate(text.parts, start=2):
        part = left.pop(number, None)
        if part is None:
            yield _add(standing.id, body)
            continue
        if not says_the_same(part.body, body):
            yield Operation("updateIssueComment", {"id": part.id, "body": body})
        if part.is_minimised:
            yield Operation("unminimizeComment", {"subjectId": part.id})
    for part in left.values():
        yield from _retire(part)


def _retire(part: StandingPart) -> Iterator[Operation]:
    body = obsolete_part(part.part)
    if not says_the_same(part.body, body):
        yield Operation("updateIssueComment", {"id": part.id, "body": body})
    if not part.is_minimised:
        yield Operation("minimizeComment", {"subjectId": part.id, "classifier": "OUTDATED"})


def _add(issue_id: str, body: str) -> Operation:
    return Operation("addComment", {"subjectId": issue_id, "body": body})
