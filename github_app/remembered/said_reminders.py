"""Reminders that were written, for when somebody takes the comment away: it is not written again.

The comments themselves are what counts; this is kept in Redis, and may be lost.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import cast

from github_app.gateway.recall import MONTH, Recall
from reviews.overdue import NudgeKind, Said


def said_before(recall: Recall, number: int, standing: Iterable[Said]) -> tuple[Said, ...]:
    """The reminders `standing` on a pull request, and those remembered that stand there no more."""
    found = {(each.kind, each.round): each for each in standing}
    for each in _remembered(recall, number):
        found.setdefault((each.kind, each.round), each)
    return tuple(found.values())


def note_said(recall: Recall, number: int, said: Said) -> None:
    """Remembers a reminder that was written just now."""
    known = {(each.kind, each.round): each for each in (*_remembered(recall, number), said)}
    rows = [[each.kind, each.round.isoformat(), each.at.isoformat()] for each in known.values()]
    recall.put({_key(number): rows}, MONTH)


def _key(number: int) -> str:
    return f"reminders:{number}"


def _remembered(recall: Recall, number: int) -> tuple[Said, ...]:
    rows = recall.get(_key(number)) or ()
    return tuple(
        Said(cast(NudgeKind, kind), datetime.fromisoformat(round), datetime.fromisoformat(at))
        for kind, round, at in rows
    )
