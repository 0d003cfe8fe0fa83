"""One turn's work on the ledger's issue: what stands, what is missing, what is written."""

from __future__ import annotations

import structlog

from debt.issue_text import TITLE, is_ledger, says_the_same
from github_app.desk import Desk
from github_app.gateway.client import GitHub
from github_app.gateway.debt.reading import DebtSeen
from github_app.gateway.debt.standing import StandingLedger, read_ledger
from github_app.gateway.kept_issues import own_issues
from github_app.publisher.issues import IssueWish, insisted, open_issue
from github_app.publisher.operations import Operation, alias_of, document, variables
from github_app.slug import bot_login
from github_app.use_cases.sole_claim import SoleClaim

log = structlog.stdlib.get_logger(__name__)


def keep_ledger(github: GitHub, desk: Desk, claim: SoleClaim, seen: DebtSeen, text: str) -> int:
    """Opens or corrects the issue; its number. A closed one is left alone.

    What Redis remembers is trusted where it names an issue that is there; before anything is
    opened, all issues that we ever opened are looked through.
    """
    standing = seen.ledger or _find(github, desk)
    if standing is None:
        return _open(github, claim, seen, text)
    writes = _difference(standing, text) if standing.is_open else []
    if writes:
        _send(github, writes)
        log.info("Debt ledger written", issue=standing.number)
    return standing.number


def _find(github: GitHub, desk: Desk) -> StandingLedger | None:
    """Our ledger among all issues of ours: an open one first, then the oldest.

    When somebody has edited the marker away, the title still tells.
    """
    own = own_issues(github, bot_login(desk.redis, desk.github))
    found = [issue for issue in own if is_ledger(issue.body) or issue.title == TITLE]
    best = min(found, key=lambda issue: (not issue.is_open, issue.number), default=None)
    return read_ledger(github, best.number) if best else None


def _open(github: GitHub, claim: SoleClaim, seen: DebtSeen, text: str) -> int:
    claim.confirm()
    opened = open_issue(github, seen.repository_id, IssueWish(TITLE, text))
    # Whoever dies here, or is refused, leaves a claim that lasts until the issue shows.
    log.info("Debt ledger opened", issue=opened.number)
    # There is room for three, and not every App may: then it stands unpinned.
    _send(github, [Operation("pinIssue", {"issueId": opened.id})])
    claim.succeeded()
    return opened.number


def _difference(standing: StandingLedger, text: str) -> list[Operation]:
    writes = []
    if not says_the_same(standing.body, text):
        writes.append(Operation("updateIssue", {"id": standing.id, "body": text}))
    if not standing.was_pinned:
        writes.append(Operation("pinIssue", {"issueId": standing.id}))
    return writes


def _send(github: GitHub, operations: list[Operation]) -> None:
    """One request. Raises when the text was not written; an issue that GitHub does not pin stays as
    it is.
    """
    answer = github.graphql(document(operations), variables(operations))
    for number, operation in enumerate(operations):
        if operation.field != "pinIssue":
            insisted(answer, alias_of(number))
    for trouble in answer.troubles:
        log.warning("GitHub refused a write", path=trouble.path, told=trouble.message)
