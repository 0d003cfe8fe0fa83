"""The issues about debt that are known, and how far they were read."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import astuple
from datetime import date, datetime
from typing import Any

from debt.piece import DebtPiece
from github_app.gateway.debt.walk import Progress
from github_app.gateway.recall import MONTH, Recall
from github_app.remembered.legible import legible

_PIECES = "debt:pieces"
_SHAPE = 3


class PieceMemory:
    """What is known under one `label`; under another, nothing is, nor of what was begun to be read
    before the day `since`. `missing` is by how many GitHub counted more than it listed when all
    were read, None until then.
    """

    def __init__(self, recall: Recall, label: str, today: date, since: date | None = None) -> None:
        self._recall = recall
        self._label = label.casefold()
        self._since = since or date.min
        self._begun = today
        self.progress: Progress | None = None
        self.missing: int | None = None
        self.pieces: dict[int, DebtPiece] = {}
        known = legible(recall.get(_PIECES), self._known)
        if known:
            self._begun, self.progress, self.missing, self.pieces = known

    def _known(self, stored: Any) -> tuple[date, Progress, int | None, dict[int, DebtPiece]] | None:
        begun = date.fromisoformat(stored["begun"])
        if stored["key"] != [self._label, _SHAPE] or begun < self._since:
            return None
        pieces = {int(row[0]): _unpacked(row) for row in stored["rows"]}
        return begun, Progress(*stored["progress"]), stored["missing"], pieces

    def put(self, progress: Progress, missing: int | None, pieces: Mapping[int, DebtPiece]) -> bool:
        """Keeps all of it, unless that is what is kept already; False where it is too much."""
        if (progress, missing, pieces) == (self.progress, self.missing, self.pieces):
            return True
        rows = [_packed(pieces[number]) for number in sorted(pieces)]
        stored = {
            "key": [self._label, _SHAPE],
            "begun": self._begun.isoformat(),
            "progress": astuple(progress),
            "missing": missing,
            "rows": rows,
        }
        return self._recall.put({_PIECES: stored}, 12 * MONTH)


def has_pieces(recall: Recall) -> bool:
    """Whether anything is known."""
    return recall.get(_PIECES) is not None


def _packed(it: DebtPiece) -> list[Any]:
    return [
        it.number,
        it.title,
        it.opened_at.isoformat(),
        it.closed_at.isoformat() if it.closed_at else "",
        it.is_repaid,
        it.owners,
        it.payback.isoformat() if it.payback else "",
        it.paths,
        it.source,
        it.labels,
    ]


def _unpacked(row: list[Any]) -> DebtPiece:
    number, title, opened, closed, is_repaid, owners, payback, paths, source, labels = row
    return DebtPiece(
        number=int(number),
        title=title,
        opened_at=datetime.fromisoformat(opened),
        closed_at=datetime.fromisoformat(closed) if closed else None,
        is_repaid=bool(is_repaid),
        owners=tuple(owners),
        payback=date.fromisoformat(payback) if payback else None,
        paths=tuple(paths),
        source=int(source),
        labels=tuple(labels),
    )
