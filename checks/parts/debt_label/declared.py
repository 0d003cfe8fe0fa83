"""Debt label: debt that people declare: by a ticked box, by `/debt reason`, by the label alone."""

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
_SETTLES = re.compile(
    r"\b(?:close[sd]?|fix(?:e[sd])?|resolve[sd]?|repays?|pays? back):?\s+\S*(?:#|/issues/)\d+",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Declaration:
    """`text` is what the box says, or the reason behind `/debt`; `author` wrote the comment, and is
    "" for the box in the description. `label` declares it where nothing else does, `text` is "".
    """

    text: str
    author: str = ""
    label: str = ""


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


def declared_by_label(snapshot: Snapshot, label: str, names: IssueNames) -> Declared:
    """What the label says where nothing else speaks of debt: that some is taken, unless the
    description says which issue is settled here.
    """
    body = own_words(snapshot.pull_request.body)
    if not snapshot.pull_request.has_label(label) or _SETTLES.search(body):
        return Declared((), names.read("", ""))
    about = "\n".join(lines_about_debt(snapshot.pull_request.body))
    return Declared((Declaration("", label=label),), names.read(about, ""))


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
