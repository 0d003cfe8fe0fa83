"""Compares the log as it should read with the issue and comments that stand, and writes the
difference.
"""

from __future__ import annotations

import structlog

from decisions.issue_text import LogText, mark_of, obsolete_part, says_the_same
from github_app.gateway.client import GitHub
from github_app.gateway.decisions.standing import StandingLog
from github_app.gateway.kept_issues import StandingPart
from github_app.publisher.issue_parts import added_part, parts_to_write
from github_app.publisher.issues import IssueWish, Opened, insisted, open_issue
from github_app.publisher.operations import Operation, alias_of, document, variables

log = structlog.stdlib.get_logger(__name__)


def open_log(github: GitHub, repository_id: str, text: LogText) -> tuple[Opened, bool]:
    """Opens and pins the issue, and answers whether all parts were written; two requests.

    Where GitHub refuses to pin it (there is room for three, and not every App may), it stands
    unpinned.
    """
    opened = open_issue(github, repository_id, IssueWish(text.title, text.body))
    pin = Operation("pinIssue", {"issueId": opened.id})
    return opened, _send(github, [pin, *(added_part(opened.id, body) for body in text.parts)])


def pin_log(github: GitHub, log_id: str) -> None:
    """One request; where GitHub refuses, the issue stays unpinned."""
    _send(github, [Operation("pinIssue", {"issueId": log_id})])


def difference(text: LogText, standing: StandingLog) -> list[Operation]:
    """What has to be written; nothing when all reads as it should. The title is left to people."""
    parts = list(parts_to_write(standing.id, text.parts, standing.parts, says_the_same, _obsolete))
    if not parts and says_the_same(standing.body, text.body):
        return []
    return [Operation("updateIssue", {"id": standing.id, "body": text.body}), *parts]


def write_log(github: GitHub, operations: list[Operation]) -> bool:
    """Whether all was written; one request. Raises when the issue itself was not."""
    return _send(github, operations, must_succeed=1)


def _obsolete(part: StandingPart) -> str:
    mark = mark_of(part.body)
    return obsolete_part(mark.family, part.part) if mark else part.body


def _send(github: GitHub, operations: list[Operation], must_succeed: int = 0) -> bool:
    answer = github.graphql(document(operations), variables(operations))
    for number in range(must_succeed):
        insisted(answer, alias_of(number))
    for trouble in answer.troubles:
        log.warning("GitHub refused a write", path=trouble.path, told=trouble.message)
    aliases = ((alias_of(number), each.field) for number, each in enumerate(operations))
    return all(answer.data.get(alias) for alias, field in aliases if field != "pinIssue")
