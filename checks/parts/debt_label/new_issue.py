"""Debt label: the address that offers a new issue for a piece of debt, filled in."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta
from urllib.parse import quote, urlencode

from checks.engine.verdict import Offer
from checks.engine.words import code, code_path, shortened, visible
from checks.parts.debt_label.pieces import Piece
from snapshot.debt_note import debt_block
from snapshot.facts import Snapshot

LONGEST_ADDRESS = 4_000
"""Browsers and GitHub take twice as much; an annotation shows all of it."""
_LONGEST_TITLE = 120
_LONGEST_NOTE = 400
_OFFER = "Open an issue for it, filled in"


def issue_for_piece(piece: Piece, snapshot: Snapshot, label: str, days: int) -> Offer | None:
    """The issue behind a piece on a line, to be paid back `days` after the pull request was opened;
    0 for no proposal. None in a local clone, and where issues are switched off.
    """
    pull_request = snapshot.pull_request
    web = pull_request.head_repository_url or snapshot.repository.url
    place = (
        f"{web}/blob/{pull_request.head_oid}/{quote(piece.path, errors='replace')}#L{piece.line}"
    )
    note = shortened(visible(" ".join(piece.note.split())), _LONGEST_NOTE)
    context = (
        f"{code(note, _LONGEST_NOTE)} in [{code_path(piece.path)}, line {piece.line}]({place})"
    )
    return _offer(_title(piece), context, (piece.path,), snapshot, label, days)


def issue_for_declaration(reason: str, snapshot: Snapshot, label: str, days: int) -> Offer | None:
    """The issue behind debt that somebody declared with these words; see `issue_for_piece`."""
    title = reason[:1].upper() + reason[1:]
    title = title or f"Repay what #{snapshot.pull_request.number} left open"
    context = code(reason, _LONGEST_NOTE) if reason else "Debt that was declared"
    return _offer(title, context, (), snapshot, label, days)


def _title(piece: Piece) -> str:
    """`Tidy this (a.py)`: what stands behind a marker, else what is to be settled."""
    file = visible(piece.path.rpartition("/")[2])
    words = piece.key.removeprefix(piece.word).strip() if piece.kind == "marker" else ""
    if not words:
        return f"Settle {visible(piece.word)} in {file}"
    return f"{visible(words[0].upper() + words[1:])} ({file})"


def _offer(
    title: str, context: str, paths: tuple[str, ...], snapshot: Snapshot, label: str, days: int
) -> Offer | None:
    repository, number = snapshot.repository, snapshot.pull_request.number
    if not (repository.url and number and repository.takes_issues):
        return None
    body = [
        f"{context}, taken in #{number}.",
        "**What it costs as long as it stays**\n\n…",
        f"Payback: {_payback(snapshot, days)}",
        debt_block(paths, number),
    ]
    known = {"labels": label, "assignees": _owner(snapshot)}
    address = _address(repository.url, known, title, "\n\n".join(body))
    if len(address) > LONGEST_ADDRESS:
        address = _address(repository.url, known, title, "\n\n".join(body[2:]))
    if len(address) > LONGEST_ADDRESS:
        address = _address(repository.url, known, "", body[2])
    return Offer(_OFFER, address)


def _owner(snapshot: Snapshot) -> str:
    """Whoever takes the debt, until somebody else is named; "" for a robot or a lost account."""
    author = snapshot.pull_request.author
    return (author.login or "") if author and not author.is_bot else ""


def _payback(snapshot: Snapshot, days: int) -> str:
    """A day that stays the same from one evaluation to the next."""
    opened = snapshot.pull_request.opened_at
    if opened is None or not days:
        return "YYYY-MM-DD"
    return (opened + timedelta(days=days)).date().isoformat()


def _address(repository_url: str, known: Mapping[str, str], title: str, body: str) -> str:
    shown = shortened(" ".join(title.split()), _LONGEST_TITLE)
    fields = {**known, "title": shown, "body": body}
    said = urlencode({k: v for k, v in fields.items() if v}, quote_via=quote, errors="replace")
    return f"{repository_url}/issues/new?{said}"
