"""Debt label: what it says."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from checks.engine.verdict import Finding, Offer
from checks.engine.words import code, code_path, listing, plural, visible
from checks.parts.debt_label.declared import Declaration
from checks.parts.debt_label.issue_fitness import Lack
from checks.parts.debt_label.pieces import Kind, Piece
from snapshot.pull_request import PullRequest

_NOUNS: dict[Kind, tuple[str, str]] = {
    "marker": ("debt marker", ""),
    "suppression": ("suppression", ""),
    "skipped test": ("skipped test", ""),
    "pattern": ("sign of debt", "signs of debt"),
}

_MOST_MISSING = 3


@dataclass(frozen=True, slots=True)
class Missed:
    """What is missing: `nameless` of the pieces name no issue, nor does debt that was `declared`;
    `unfit` name one that will not see to it, `over` areas are over their budget, and the `label`.
    """

    nameless: int = 0
    declared: bool = False
    unfit: int = 0
    over: int = 0
    label: bool = False


def none_found(pull_request: PullRequest, repaid: int) -> str:
    """The headline when no debt is brought."""
    if pull_request.files_complete:
        return f"No debt added, {plural(repaid, 'piece')} repaid" if repaid else "No debt added"
    seen, total = len(pull_request.files), pull_request.changed_files
    return f"No debt added in the {seen:,} of {total:,} files that GitHub lists"


def headline(taken: Sequence[Piece], missed: Missed) -> str:
    """The headline when debt is brought: what weighs most first, and no more than can be read."""
    missing, nameless = [], missed.nameless
    if missed.over:
        missing.append("a debt budget is used up")
    if nameless:
        some = f"{nameless:,} of " if nameless < len(taken) else ""
        missing.append(f"{some}{_counted(taken)} without an issue")
    if missed.declared:
        missing.append("the declared debt names no issue")
    if missed.unfit:
        need = "needs" if missed.unfit == 1 else "need"
        missing.append(f"{plural(missed.unfit, 'named issue')} {need} attention")
    if missed.label:
        missing.append("the debt label is missing")
    if missing:
        more = len(missing) - _MOST_MISSING
        told = "; ".join(missing[:_MOST_MISSING]) + (f"; and {more} more" if more > 0 else "")
        return told[0].upper() + told[1:]
    if taken:
        return f"{_counted(taken)}, {'each with' if len(taken) > 1 else 'with'} an issue"
    return "Debt is declared"


def facts(
    taken: Sequence[Piece], declarations: Sequence[Declaration], repaid: Sequence[Piece]
) -> str:
    """Which debt the pull request brings, and which it repays."""
    told = []
    if taken:
        words = sorted({piece.word for piece in taken})
        paths = sorted({piece.path for piece in taken})
        told.append(
            f"The added lines bring {_counted(taken)} "
            f"({listing([code(word) for word in words], 5)}) in "
            f"{listing([code_path(path) for path in paths], 3)}."
        )
    for each in declarations[:3]:
        shown = f": {code(each.text)}" if each.text else ""
        told.append(f"{_who_declares(each)}{shown}.")
    if repaid:
        paths = sorted({piece.path for piece in repaid})
        told.append(
            f"{_counted(repaid)} repaid in {listing([code_path(path) for path in paths], 3)}. "
            "Thank you: the next change there will be easier."
        )
    return " ".join(told)


def _who_declares(each: Declaration) -> str:
    if each.label:
        return f"The label {code(each.label)} declares debt"
    return f"{code(each.author)} declared debt" if each.author else "The description declares debt"


def label_missing(label: str) -> Finding:
    """The finding for a pull request with debt and without the label."""
    return Finding(
        what=f"The label {code(label)} is missing.",
        remedy="Add it to the pull request, so that the debt can be found again.",
    )


def issue_missing(piece: Piece, offer: Offer | None) -> Finding:
    """The finding for a piece that names no issue, at its line."""
    remedy = (
        f"Name the issue that will settle it, as in {code(piece.word + '(#123)')} or with a link; "
        "or settle it and remove the marker."
        if piece.kind == "marker"
        else "Name the issue that will settle it in a comment beside it, as in `#123` or with a "
        "link; or settle it now."
    )
    return Finding(
        what=f"{code(piece.word)} in {code_path(piece.path)}, line {piece.line}, names no issue.",
        remedy=remedy,
        path=piece.path,
        line=piece.line,
        title=f"{visible(piece.word)} without an issue",
        offer=offer,
    )


def issue_unfit(piece: Piece, lack: Lack) -> Finding:
    """The finding for a piece whose issue will not see to it, at its line."""
    return Finding(
        what=f"{code(piece.word)} in {code_path(piece.path)}, line {piece.line}, names "
        f"{code(f'#{lack.issue}')}, which {lack.lacks}.",
        remedy=lack.remedy,
        path=piece.path,
        line=piece.line,
        title=f"The issue named by {visible(piece.word)} needs attention",
    )


def declared_without_issue(declaration: Declaration, offer: Offer | None) -> Finding:
    """The finding for declared debt of which nothing names an issue."""
    remedy = (
        "Name it in the description, as in `Debt: #123`. If debt is paid back here, name the issue "
        "as in `Closes #123`, or take the label off."
        if declaration.label
        else "Name it where the debt is declared, or in the description, as in `Debt: #123`."
    )
    return Finding("The debt that was declared names no issue.", remedy, offer=offer)


def declared_unfit(lack: Lack) -> Finding:
    """The finding for declared debt whose issue will not see to it."""
    return Finding(
        what=f"The debt that was declared names {code(f'#{lack.issue}')}, which {lack.lacks}.",
        remedy=lack.remedy,
    )


def mentioned(pieces: Sequence[Piece]) -> Iterator[str]:
    """What was seen and does not count, as sentences."""
    by_kind = Counter(piece.kind for piece in pieces)
    for kind in by_kind:
        same = [piece for piece in pieces if piece.kind == kind]
        words = sorted({piece.word for piece in same})
        lines = [f"{code_path(piece.path)} line {piece.line}" for piece in same]
        yield (
            f"{_counted(same)} ({listing([code(word) for word in words], 5)}) in "
            f"{listing(lines, 5)}: only mentioned, as the policy does not count "
            f"{'it' if len(same) == 1 else 'them'} as debt."
        )


def _counted(pieces: Sequence[Piece]) -> str:
    kinds = {piece.kind for piece in pieces}
    one, many = _NOUNS[kinds.pop()] if len(kinds) == 1 else ("piece of debt", "pieces of debt")
    return plural(len(pieces), one, many)
