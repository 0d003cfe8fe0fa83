"""A page of issues about debt as GitHub answers it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from debt.piece import DebtPiece, source_of
from github_app.gateway.milestones import due_day
from github_app.gateway.pull_requests.facts import Node, every_node, nodes
from snapshot.debt_note import read_debt_note

_LONGEST_TITLE = 200


@dataclass(frozen=True, slots=True)
class PiecePage:
    """`newest` and `oldest` are when its first and last entry changed, as GitHub writes times, ""
    on an empty page; `next_page` is the cursor of the page below, "" without one. `total` is how
    many there are on all pages.
    """

    pieces: tuple[DebtPiece, ...] = ()
    newest: str = ""
    oldest: str = ""
    next_page: str = ""
    total: int = 0


def piece_page(connection: Any, label: str, repository_url: str) -> PiecePage:
    """Reads a connection as `documents.PIECES` selects it."""
    found = tuple(every_node(connection))
    page = (connection or {}).get("pageInfo") or {}
    changed = [str(node["updatedAt"]) for node in found]
    return PiecePage(
        pieces=tuple(_piece(node, label, repository_url) for node in found),
        newest=max(changed, default=""),
        oldest=min(changed, default=""),
        next_page=str(page.get("endCursor") or "") if page.get("hasNextPage") else "",
        total=int((connection or {}).get("totalCount") or 0),
    )


def _piece(node: Node, label: str, repository_url: str) -> DebtPiece:
    body = str(node.get("body") or "")
    note = read_debt_note(
        body,
        assignees=[str(one["login"]) for one in nodes(node.get("assignees")) if one.get("login")],
        due=due_day(node.get("milestone")),
    )
    labels = (str(one["name"]) for one in nodes(node.get("labels")) if one.get("name"))
    closed = node.get("closedAt")
    return DebtPiece(
        number=int(node["number"]),
        title=str(node.get("title") or "")[:_LONGEST_TITLE],
        opened_at=_moment(node["createdAt"]),
        closed_at=_moment(closed) if closed else None,
        is_repaid=node.get("stateReason") not in ("NOT_PLANNED", "DUPLICATE"),
        owners=note.owners,
        payback=note.payback,
        paths=note.paths,
        source=source_of(note, body, repository_url),
        labels=tuple(name for name in labels if name.casefold() != label.casefold()),
    )


def _moment(text: object) -> datetime:
    return datetime.fromisoformat(str(text)).astimezone(UTC)
