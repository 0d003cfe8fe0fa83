"""Compares the comments in which an issue of ours goes on with those that stand."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from github_app.gateway.kept_issues import StandingPart
from github_app.publisher.operations import Operation

Same = Callable[[str, str], bool]
"""Whether a standing and a wished text say the same."""


def parts_to_write(
    issue_id: str,
    wished: Sequence[str],
    standing: Sequence[StandingPart],
    says_the_same: Same,
    obsolete: Callable[[StandingPart], str],
) -> Iterator[Operation]:
    """`wished` are the texts from part 2 on. What the issue has become too short for is folded away
    and says so, in the words of `obsolete`; nothing is deleted.
    """
    left = {part.part: part for part in standing}
    for number, body in enumerate(wished, start=2):
        part = left.pop(number, None)
        if part is None:
            yield added_part(issue_id, body)
            continue
        if not says_the_same(part.body, body):
            yield Operation("updateIssueComment", {"id": part.id, "body": body})
        if part.is_minimised:
            yield Operation("unminimizeComment", {"subjectId": part.id})
    for part in left.values():
        body = obsolete(part)
        if not says_the_same(part.body, body):
            yield Operation("updateIssueComment", {"id": part.id, "body": body})
        if not part.is_minimised:
            yield Operation("minimizeComment", {"subjectId": part.id, "classifier": "OUTDATED"})


def added_part(issue_id: str, body: str) -> Operation:
    """One more comment."""
    return Operation("addComment", {"subjectId": issue_id, "body": body})
