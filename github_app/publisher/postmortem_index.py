"""Compares the index of postmortems as it should read with what stands."""

from __future__ import annotations

import structlog

from github_app.gateway.client import GitHub
from github_app.gateway.kept_issues import StandingPart
from github_app.gateway.postmortems.index import StandingIndex
from github_app.publisher.issue_parts import added_part, parts_to_write
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
    operations = [pin, *(added_part(opened.id, body) for body in text.parts)]
    answer = github.graphql(document(operations), variables(operations))
    for trouble in answer.troubles:
        log.warning("GitHub refused a write", path=trouble.path, told=trouble.message)
    return opened, all(answer.data.get(alias_of(n)) for n in range(1, len(operations)))


def difference(text: IndexText, standing: StandingIndex) -> list[Operation]:
    """What has to be written; nothing when all reads as it should. The title is left to people."""
    operations = [] if standing.was_pinned else [Operation("pinIssue", {"issueId": standing.id})]
    parts = list(parts_to_write(standing.id, text.parts, standing.parts, says_the_same, _obsolete))
    if parts or not says_the_same(standing.body, text.body):
        operations.append(Operation("updateIssue", {"id": standing.id, "body": text.body}))
    return [*operations, *parts]


def _obsolete(part: StandingPart) -> str:
    return obsolete_part(part.part)
