"""GraphQL mutations as values: several of them leave in one request, each under its own alias."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

_SELECTIONS = {
    "createCheckRun": "checkRun { id }",
    "updateCheckRun": "checkRun { id }",
    "createLabel": "label { id }",
    "createIssue": "issue { id number }",
    "updateIssue": "issue { id }",
    "pinIssue": "issue { id }",
    "addComment": "commentEdge { node { id } }",
    "addLabelsToLabelable": "labelable { __typename }",
    "removeLabelsFromLabelable": "labelable { __typename }",
    "requestReviews": "pullRequest { id }",
    "addReaction": "reaction { content }",
    "closeIssue": "issue { id }",
    "updateIssueComment": "issueComment { id }",
    "deleteIssueComment": "clientMutationId",
    "minimizeComment": "minimizedComment { isMinimized }",
    "unminimizeComment": "unminimizedComment { isMinimized }",
}


@dataclass(frozen=True, slots=True)
class Operation:
    """One mutation: its field's name and its input."""

    field: str
    input: Mapping[str, Any]


def alias_of(index: int) -> str:
    return f"w{index}"


def document(operations: Sequence[Operation]) -> str:
    """The mutation that carries all `operations`, in order, with one variable each."""
    return _document(tuple(operation.field for operation in operations))


def variables(operations: Sequence[Operation]) -> dict[str, Any]:
    return {alias_of(n): dict(operation.input) for n, operation in enumerate(operations)}


@lru_cache(maxsize=256)
def _document(fields: tuple[str, ...]) -> str:
    declared = ", ".join(
        f"${alias_of(n)}: {field[0].upper()}{field[1:]}Input!" for n, field in enumerate(fields)
    )
    body = "\n".join(
        f"  {alias_of(n)}: {field}(input: ${alias_of(n)}) {{ {_SELECTIONS[field]} }}"
        for n, field in enumerate(fields)
    )
    return f"mutation Publish({declared}) {{\n{body}\n}}"
