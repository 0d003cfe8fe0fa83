"""One piece of debt: an issue with the debt label, as far as the ledger needs it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, datetime
from typing import Final

from snapshot.debt_note import LONGEST_BODY, DebtNote

_TOOK: Final = re.compile(
    r"\b(?:taken|introduced|added|left(?: over)?|deferred|split (?:off|out))\s{1,4}"
    r"(?:in|by|with|from|of)\s{1,4}(?:PR\s?|pull request\s{1,4})?#(?P<said>[1-9]\d{0,6})\b"
    r"|\b(?:PR|pull request|source)\s?:?\s?#(?P<named>[1-9]\d{0,6})\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class DebtPiece:
    """`opened_at` and `closed_at` are UTC. `is_repaid` says of a closed one that it was closed as
    done; else it was dropped: closed as not planned, or as a duplicate. `owners` are logins or
    `organization/team`, `payback` the day by which it is to be repaid. `paths` are the files it
    lies in, `source` the pull request that took it, 0 when unknown. `labels` are the issue's
    others.
    """

    number: int
    title: str
    opened_at: datetime
    closed_at: datetime | None = None
    is_repaid: bool = True
    owners: tuple[str, ...] = ()
    payback: date | None = None
    paths: tuple[str, ...] = ()
    source: int = 0
    labels: tuple[str, ...] = ()

    @property
    def is_open(self) -> bool:
        return self.closed_at is None

    def is_overdue(self, today: date) -> bool:
        """Whether it is open though its day has passed; on the day itself it is not late yet."""
        return self.is_open and self.payback is not None and self.payback < today


def source_of(note: DebtNote, body: str, repository_url: str) -> int:
    """The pull request that took a piece of debt: by the hidden block of its issue, else by the
    first link to a pull request of the repository, or by words such as `taken in #12`; 0 when
    nothing tells.
    """
    if note.source:
        return note.source
    text = body[:LONGEST_BODY]
    if repository_url:
        address = re.escape(repository_url.partition("://")[2])
        link = re.search(rf"://{address}/pull/([1-9]\d{{0,8}})\b", text, re.IGNORECASE)
        if link:
            return int(link[1])
    words = _TOOK.search(text)
    return int(words["said"] or words["named"]) if words else 0
