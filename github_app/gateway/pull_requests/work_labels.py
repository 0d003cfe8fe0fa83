"""Who put the labels on a pull request that say whether it takes or repays debt, and who took them
off: asked for only where the policy wants such labels.
"""

from __future__ import annotations

from typing import Any

from github_app.gateway.pull_requests import documents
from github_app.gateway.pull_requests.facts import Node, account, nodes
from github_app.gateway.pull_requests.partial_reading import PartialReading
from github_app.gateway.pull_requests.question import Question
from snapshot.people import Person


def take_labellings(draft: PartialReading, connection: Any) -> None:
    """`connection` as `documents.LABELLINGS` selects it; anything else leaves them unknown."""
    if isinstance(connection, dict) and isinstance(connection.get("nodes"), list):
        draft.labellings = list(nodes(connection))


def ask_labellings(draft: PartialReading, question: Question) -> None:
    """What happened to the labels, where the guess did not foresee that it matters."""
    if draft.labellings is None and draft.in_force.policy.debt_labels:
        question.ask_pull_request(
            documents.LABELLINGS_FIELD,
            documents.LABELLINGS,
            lambda found: take_labellings(draft, found),
            "rider",
        )


def touched_by_people(draft: PartialReading) -> frozenset[str] | None:
    """The names (in lower case) of labels that a person put on or took off last; None where that is
    not known.
    """
    if draft.labellings is None:
        return None
    last: dict[str, Node] = {}
    for event in draft.labellings:
        last[str((event.get("label") or {}).get("name") or "").casefold()] = event
    return frozenset(name for name, event in last.items() if _is_person(event))


def _is_person(event: Node) -> bool:
    # An account that is gone was somebody's, as our own is there.
    actor: Person | None = account(event.get("actor"))
    return actor is None or not actor.is_bot
