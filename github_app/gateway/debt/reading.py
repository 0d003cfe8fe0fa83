"""Reads what the ledger of one repository is made of, in one request as a rule.

What to ask for stands in the policy, which is part of the answer: so it is asked by the policy seen
last, and asked again when that turns out to want something else.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from github_app.desk import Desk
from github_app.failures import Gone
from github_app.gateway.answers import Answer
from github_app.gateway.client import GitHub
from github_app.gateway.debt.documents import READ
from github_app.gateway.debt.piece_page import PiecePage, piece_page
from github_app.gateway.debt.standing import StandingLedger, standing_ledger
from github_app.gateway.debt.wishes import DebtKeeping
from github_app.gateway.policy_at_head import POLICY_EXPRESSION, PolicyAtHead
from github_app.gateway.pull_requests.base import blob
from github_app.gateway.pull_requests.facts import Node
from github_app.gateway.recall import Recall
from snapshot.codeowners import LOCATIONS, Codeowners, parse
from snapshot.facts import Repository

FIRST_PAGE = 20
WHOLE_PAGE = 100


@dataclass(frozen=True, slots=True)
class DebtSeen:
    """The default branch and what stands in the repository, at one moment.

    `owners` is CODEOWNERS, None without the file. `ledger` is ours, as far as its number was known.
    `pieces` is the newest page of issues about debt, empty unless they are to be counted.
    `takes_issues` is False when issues are switched off or the repository is archived. `now` is
    UTC.
    """

    repository: Repository
    repository_id: str
    takes_issues: bool
    head_oid: str
    keeping: DebtKeeping
    owners: Codeowners | None
    ledger: StandingLedger | None
    pieces: PiecePage
    now: datetime


def read_debt(
    github: GitHub, desk: Desk, recall: Recall, ledger: int, *, is_warm: bool
) -> DebtSeen:
    """One request; one more when the policy changed what has to be read, and one more when it is
    broken and its last good version has to be found in its history.

    `ledger` is the number of our issue, 0 when it is not known. `is_warm` says that older issues
    are known, so that a short page will do. Raises `Gone` when the repository is, and
    `WorldFailure` when a part could not be read.
    """
    known = PolicyAtHead(recall)
    keeping = DebtKeeping.of(known.guess)
    answer, found = _read(github, keeping, ledger, is_warm)
    policy = known.in_force(github, found)
    wanted = DebtKeeping.of(policy)
    if (wanted.label, wanted.counts) != (keeping.label, keeping.counts):
        answer, found = _read(github, wanted, ledger, is_warm)
    return _seen(wanted, found, desk.time_of(answer))


def _read(github: GitHub, keeping: DebtKeeping, ledger: int, is_warm: bool) -> tuple[Answer, Node]:
    owner, name = github.full_name.split("/", 1)
    variables: dict[str, Any] = {
        "owner": owner,
        "name": name,
        "policy": POLICY_EXPRESSION,
        "label": keeping.label,
        "size": FIRST_PAGE if is_warm else WHOLE_PAGE,
        "after": None,
        "withIssues": keeping.counts,
        "ledger": ledger,
        "withLedger": bool(ledger) and keeping.wishes.ledger,
    }
    answer = github.graphql(READ, variables)
    answer.insist()
    repository = answer.found("repository")
    if not repository:
        raise Gone(f"the repository {github.full_name} cannot be seen")
    return answer, repository


def _seen(keeping: DebtKeeping, found: Node, now: datetime) -> DebtSeen:
    branch = found.get("defaultBranchRef") or {}
    url = str(found.get("url") or "").rstrip("/")
    return DebtSeen(
        repository=Repository(
            owner=str((found.get("owner") or {}).get("login") or ""),
            name=str(found.get("name") or ""),
            default_branch=str(branch.get("name") or ""),
            url=url,
        ),
        repository_id=str(found["id"]),
        takes_issues=bool(found.get("hasIssuesEnabled")) and not found.get("isArchived"),
        head_oid=str((branch.get("target") or {}).get("oid") or ""),
        keeping=keeping,
        owners=_owners(found),
        ledger=standing_ledger(found.get("ledger")),
        pieces=piece_page(found["pieces"], keeping.label, url) if keeping.counts else PiecePage(),
        now=now,
    )


def _owners(found: Node) -> Codeowners | None:
    located = (blob(found.get(f"owners{n}"), path) for n, path in enumerate(LOCATIONS))
    first = next((file for file in located if file), None)
    return parse(first.text) if first and first.text is not None else None
