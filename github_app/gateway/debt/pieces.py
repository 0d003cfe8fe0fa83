"""The issues about debt: what is new on top is read every turn, all below it once.

They are read in the order in which they changed last. An issue that lost the label, or was deleted
or transferred, is in no list any more: then GitHub's count differs from ours, and all are read
anew. So they are, once in a while, for what changes without touching an issue: the date of its
milestone, the name of a label.
"""

from __future__ import annotations

from dataclasses import dataclass

from debt.piece import DebtPiece
from github_app.gateway.client import GitHub
from github_app.gateway.debt.documents import PIECES
from github_app.gateway.debt.piece_memory import PieceMemory
from github_app.gateway.debt.piece_page import PiecePage, piece_page
from github_app.gateway.debt.walk import Walk

MOST_PAGES = 10
"""Pages of a hundred that are read in one turn."""

PAGE_SIZE = 100


@dataclass(frozen=True, slots=True)
class Pieces:
    """All of them, by number; `is_complete` is False while there are some that were not read, and
    `is_kept` where what was read is too much to be remembered, so that no turn can go on with it.
    """

    pieces: tuple[DebtPiece, ...]
    is_complete: bool = True
    is_kept: bool = True


def read_pieces(
    github: GitHub, memory: PieceMemory, first: PiecePage, label: str, repository_url: str
) -> Pieces:
    """`first` is the newest page, read already. At most `MOST_PAGES` requests, mostly none."""
    pieces, missing = dict(memory.pieces), memory.missing

    def read(after: str) -> PiecePage:
        owner, name = github.full_name.split("/", 1)
        asked = {"label": label, "size": PAGE_SIZE, "after": after}
        answer = github.graphql(PIECES, {"owner": owner, "name": name, **asked})
        answer.insist()
        return piece_page((answer.found("repository") or {}).get("pieces"), label, repository_url)

    def take(page: PiecePage) -> None:
        pieces.update({piece.number: piece for piece in page.pieces})

    walk = Walk(read, take, memory.progress, MOST_PAGES)

    def begin() -> None:
        pieces.clear()
        walk.begin(first)

    try:
        if not walk.catch_up(first):
            begin()
            missing = None
        walk.go_on()
        if walk.is_done and missing not in (None, first.total - len(pieces)):
            begin()
            missing = None
            walk.go_on()
        if walk.is_done:
            missing = first.total - len(pieces)
    finally:
        # What was read before GitHub refused more is not asked for again.
        is_kept = memory.put(walk.progress, missing, pieces)
    return Pieces(tuple(pieces[number] for number in sorted(pieces)), walk.is_done, is_kept)
