"""Debt label: debt that people declare, by a ticked box or by `/debt reason` in a comment."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from checks.parts.debt_label.issue_names import IssueNames, Named
from snapshot.facts import Snapshot
from snapshot.markdown import checkboxes
from snapshot.own_words import own_words

_SPEAKS_OF_DEBT = re.compile(
    r"\bdebt\b|\bpa(?:y|id)s?[ -]?back\b|\brepa(?:y|id)s?\b", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class Declaration:
    """`text` is what the box says, or the reason behind `/debt`; `author` wrote the comment, and is
    "" for the box in the description.
    """

    text: str
    author: str = ""


@dataclass(frozen=True, slots=True)
class Declared:
    """`named` are the issues that declarations name, or a line about debt in the description."""

    declarations: tuple[Declaration, ...]
    named: Named


def declared_debt(snapshot: Snapshot, phrases: Sequence[str], names: IssueNames) -> Declared:
    """The box goes first, then the comments in their order."""
    body = snapshot.pull_request.body
    box = _ticked(body, phrases)
    comments = (Declaration(said.reason, said.author) for said in snapshot.declared_debt)
    found = (*([Declaration(box)] if box else []), *comments)
    texts = (*lines_about_debt(body), *(each.text for each in found))
    return Declared(found, names.read("\n".join(texts), ""))


def lines_about_debt(body: str) -> tuple[str, ...]:
    """The lines of a description that speak of debt and its repayment, quotes and code left out."""
    if not _SPEAKS_OF_DEBT.search(body):
        return ()
    return tuple(line for line in own_words(body).splitlines() if _SPEAKS_OF_DEBT.search(line))


def _ticked(body: str, declarations: Sequence[str]) -> str:
    """The text of the ticked box that declares debt, or ""."""
    phrases = [phrase.casefold() for phrase in declarations]
    for box in checkboxes(body):
        text = " ".join(box.text.split()).casefold()
        if box.checked and any(phrase in text for phrase in phrases):
            return box.text
    return ""
