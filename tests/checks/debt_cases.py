"""Ways to write down debt in tests: a judged change, issues that are known, budgets."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, date, datetime

from checks import debt_label
from checks.debt_label import Settings
from checks.engine.verdict import Judged
from snapshot.changed_file import ChangedFile
from snapshot.debt_standing import DebtStanding
from snapshot.facts import Snapshot
from snapshot.named_issue import DebtDeclaration, IssueState, NamedIssue
from tests.builders import a_pull_request, a_snapshot

OPENED = datetime(2026, 11, 2, 9, tzinfo=UTC)


def an_issue(
    number: int,
    state: IssueState = "open",
    *,
    owner: str = "linus",
    payback: date | None = date(2027, 2, 1),
    is_pull_request: bool = False,
    source: int = 0,
) -> NamedIssue:
    owners = (owner,) if owner else ()
    return NamedIssue(number, state, owners, payback, is_pull_request, source)


def a_debt_snapshot(
    *changed: ChangedFile,
    issues: Sequence[NamedIssue] = (),
    declared: Sequence[DebtDeclaration] = (),
    standing: DebtStanding | None = None,
    labels: Sequence[str] = ("debt",),
    body: str = "Closes #3",
) -> Snapshot:
    pull_request = a_pull_request(*changed, labels=labels, body=body)
    return replace(
        a_snapshot(replace(pull_request, opened_at=OPENED)),
        named_issues=tuple(issues),
        declared_debt=tuple(declared),
        debt_standing=standing,
    )


def judged(snapshot: Snapshot, **settings: object) -> Judged:
    verdict = debt_label.judge(snapshot, Settings.model_validate(settings))
    assert isinstance(verdict, Judged)
    return verdict
