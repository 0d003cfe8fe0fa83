"""The issues that the debt of a pull request names: open, whose, to be paid back by when?

Those that the last reading found are asked for in the one big read, so that they are as they are
now and cost no request; others in the next question. What GitHub does not tell is not known; its
failures are waited out, since a verdict would be better than it ought to be.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from checks.debt_label import Settings
from checks.debt_label import issues_to_look_up as named_by_debt
from debt.piece import source_of
from github_app.gateway.answers import Answer
from github_app.gateway.milestones import due_day
from github_app.gateway.pull_requests import documents
from github_app.gateway.pull_requests.asked import declared_debt
from github_app.gateway.pull_requests.facts import Node, account, nodes
from github_app.gateway.pull_requests.partial_reading import PartialReading
from github_app.gateway.pull_requests.question import Question
from snapshot.debt_note import read_debt_note
from snapshot.facts import Repository
from snapshot.named_issue import NamedIssue


def take_guessed(draft: PartialReading, answer: Answer, numbers: Sequence[int]) -> None:
    """What the big query told of these issues. Where GitHub failed to tell, nothing is taken, so
    that those which are named are asked for once more.
    """
    for at, number in enumerate(numbers):
        path = ("repository", f"optionalIssue{at}")
        if answer.says_missing(path):
            _take_absent(draft, number)()
        elif not answer.failed_at(path):
            _take(draft, number)(draft.repository.get(path[1]))


def ask_issues(draft: PartialReading, question: Question) -> None:
    """The issues that are named and not known yet."""
    for number in issues_named(draft):
        if number not in draft.issues:
            question.ask_repository(
                "issueOrPullRequest(number: {number})",
                documents.ISSUE,
                _take(draft, number),
                "firm",
                _take_absent(draft, number),
                number=number,
            )


def issues_named(draft: PartialReading) -> tuple[int, ...]:
    """Their numbers, sorted; none where the check is off."""
    settings = draft.in_force.policy.checks.get("debt_label")
    if not isinstance(settings, Settings) or settings.mode == "off":
        return ()
    if draft.issues_named is None:
        shown = draft.repository
        repository = Repository(
            shown["owner"]["login"], shown["name"], "", str(shown.get("url") or "").rstrip("/")
        )
        author = account(draft.pull.get("author"))
        declared = declared_debt(draft.comments, (author and author.login) or "")
        reasons = tuple(each.reason for each in declared)
        body = str(draft.pull.get("body") or "")
        draft.issues_named = named_by_debt(draft.files, body, reasons, settings, repository)
    return draft.issues_named


def named_issues(draft: PartialReading) -> tuple[NamedIssue, ...]:
    """Those that are known, by number."""
    found = (draft.issues.get(number) for number in issues_named(draft))
    return tuple(issue for issue in found if issue)


def _take(draft: PartialReading, number: int) -> Callable[[Any], None]:
    def take(node: Any) -> None:
        url = str(draft.repository.get("url") or "").rstrip("/")
        draft.issues[number] = _issue(number, node, url) if isinstance(node, dict) else None

    return take


def _take_absent(draft: PartialReading, number: int) -> Callable[[], None]:
    def take() -> None:
        # Where issues are switched off, GitHub shows none of them.
        is_shown = draft.repository.get("hasIssuesEnabled", True)
        draft.issues[number] = NamedIssue(number, "missing") if is_shown else None

    return take


def _issue(number: int, node: Node, repository_url: str) -> NamedIssue | None:
    if node.get("__typename") == "PullRequest":
        is_open = node.get("pullState") == "OPEN"
        return NamedIssue(number, "open" if is_open else "closed", is_pull_request=True)
    if node.get("__typename") != "Issue":
        return None
    body = str(node.get("body") or "")
    note = read_debt_note(
        body,
        assignees=[str(each["login"]) for each in nodes(node.get("assignees")) if "login" in each],
        due=due_day(node.get("milestone")),
    )
    return NamedIssue(
        number,
        "open" if node.get("state") == "OPEN" else "closed",
        note.owners,
        note.payback,
        # As the ledger tells whose debt it is, which the budget counts it among.
        source=source_of(note, body, repository_url),
    )
