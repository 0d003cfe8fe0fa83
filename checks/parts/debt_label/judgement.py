"""Debt label: what follows from the debt that was found."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from checks.engine.verdict import Finding
from checks.engine.words import code, listing
from checks.parts.debt_label.debt_words import (
    declared_unfit,
    declared_without_issue,
    issue_missing,
    issue_unfit,
)
from checks.parts.debt_label.declared import Declared
from checks.parts.debt_label.issue_fitness import Need, lack_of, overdue, unread
from checks.parts.debt_label.new_issue import issue_for_declaration, issue_for_piece
from checks.parts.debt_label.pieces import Piece
from snapshot.facts import Snapshot


@dataclass(frozen=True, slots=True)
class Demand:
    """What the issue behind a piece of debt must have, the label it gets, and within how many days
    of the pull request's opening a new one proposes to pay back.
    """

    needs: tuple[Need, ...]
    label: str
    payback_days: int


@dataclass(frozen=True, slots=True)
class DebtBalance:
    """How many pieces of debt a pull request takes and repays."""

    taken: int
    repaid: int


def nameless(taken: Sequence[Piece], snapshot: Snapshot, demand: Demand) -> tuple[Finding, ...]:
    """A finding for each piece without an issue."""
    return tuple(
        issue_missing(piece, issue_for_piece(piece, snapshot, demand.label, demand.payback_days))
        for piece in taken
        if not piece.named
    )


def undeclared_issue(
    taken: Sequence[Piece], declared: Declared, snapshot: Snapshot, demand: Demand
) -> tuple[Finding, ...]:
    """The finding for declared debt that names no issue. A ticked box may be about the pieces that
    are there; who writes `/debt reason` means something of its own.
    """
    asked = [each for each in declared.declarations if each.author or not taken]
    if not asked or declared.named:
        return ()
    offer = issue_for_declaration(asked[0].text, snapshot, demand.label, demand.payback_days)
    return (declared_without_issue(asked[0], offer),)


def unfit(
    taken: Sequence[Piece], declared: Declared, snapshot: Snapshot, demand: Demand
) -> tuple[Finding, ...]:
    """A finding for each piece whose issue will not see to it."""
    lacks = [(piece, lack_of(piece.named, snapshot, demand.needs)) for piece in taken]
    found = [issue_unfit(piece, lack) for piece, lack in lacks if lack]
    if declared.declarations:
        lack = lack_of(declared.named, snapshot, demand.needs)
        found += [declared_unfit(lack)] if lack else []
    return tuple(found)


def remarks_on_issues(
    taken: Sequence[Piece], declared: Declared, snapshot: Snapshot
) -> Iterator[str]:
    """What is worth knowing of the named issues, and asks for nothing; sentences."""
    named = [*(piece.named for piece in taken), declared.named]
    late = {issue.number: issue for each in named for issue in overdue(each, snapshot)}
    for issue in late.values():
        yield f"{code(f'#{issue.number}')} is overdue: its payback date was {issue.payback}."
    unknown = sorted({number for each in named for number in unread(each, snapshot)})
    if unknown:
        shown = listing([code(f"#{number}") for number in unknown], 5)
        is_local = snapshot.pull_request.labels is None
        why = "needs GitHub: issues" if is_local else "could not be read, so nothing is said of it"
        yield f"Whether {shown} will see to it {why}."
    is_named = all(piece.named for piece in taken)
    is_named &= bool(declared.named or not declared.declarations)
    if not (is_named or snapshot.repository.takes_issues):
        yield (
            "Issues are switched off in this repository, so one of another repository is to be "
            "named, as in `owner/repository#12`, or one of a tracker."
        )
    if any(each.elsewhere for each in named):
        yield "Issues of other repositories and trackers are not looked up."
