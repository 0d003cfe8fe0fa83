"""Debt label: whether the issue that a piece of debt names will really see to it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from checks.engine.words import code
from checks.parts.debt_label.issue_names import Named
from snapshot.facts import Snapshot
from snapshot.named_issue import NamedIssue

Need = Literal["owner", "payback"]


@dataclass(frozen=True, slots=True)
class Lack:
    """What an issue lacks, as the end of a sentence that begins with its number, and the remedy."""

    issue: int
    lacks: str
    remedy: str


def lack_of(named: Named, snapshot: Snapshot, needs: Sequence[Need]) -> Lack | None:
    """What keeps all of the named issues from seeing to it; None as soon as one of them may do, and
    where one is not known: it lies elsewhere, or could not be read.
    """
    if named.elsewhere or not named.own:
        return None
    lacks = []
    for number in named.own:
        issue = snapshot.named_issue(number)
        lack = _lack(issue, needs) if issue else None
        if lack is None:
            return None
        lacks.append(lack)
    # The last one asks for least.
    return max(lacks, key=lambda lack: _EASE.index(lack.lacks.partition(" ")[0]))


def overdue(named: Named, snapshot: Snapshot) -> Iterator[NamedIssue]:
    """The open ones among them whose payback date has passed."""
    for number in named.own:
        issue = snapshot.named_issue(number)
        is_open = issue is not None and issue.state == "open"
        if issue and is_open and issue.payback and issue.payback < snapshot.now.date():
            yield issue


def unread(named: Named, snapshot: Snapshot) -> tuple[int, ...]:
    """Those of this repository about which nothing is known."""
    return tuple(number for number in named.own if snapshot.named_issue(number) is None)


_EASE = ("does", "is", "has")


def _lack(issue: NamedIssue, needs: Sequence[Need]) -> Lack | None:
    shown = code(f"#{issue.number}")
    if issue.state == "missing":
        return Lack(
            issue.number,
            "does not exist in this repository (it may have been deleted or moved)",
            "Name an issue that exists, or open one.",
        )
    if issue.state == "closed":
        return Lack(
            issue.number,
            "is closed, so nobody will come back to it",
            f"Reopen {shown}, name another issue, or settle the debt now.",
        )
    no_owner = "owner" in needs and not issue.owners and not issue.is_pull_request
    no_payback = "payback" in needs and issue.payback is None and not issue.is_pull_request
    missing = [
        *(["owner"] if no_owner else []),
        *(["payback date"] if no_payback else []),
    ]
    if not missing:
        return None
    steps = [
        *(["assign somebody"] if no_owner else []),
        *(
            ["give it a milestone with a date or a line such as `Payback: 2027-01-31`"]
            if no_payback
            else []
        ),
    ]
    return Lack(
        issue.number,
        f"has no {' and no '.join(missing)}",
        f"On {shown}, {', and '.join(steps)}.",
    )
