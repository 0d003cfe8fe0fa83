"""Everything the log's page shows, worked out before a template sees it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from checks.engine.words import visible
from decisions.log import DecisionLog
from decisions.page.listing import rows_of
from decisions.page.rows import Row, ordered
from decisions.page.states import WORDS, State
from decisions.page.timeline import Event, Timeline, timeline
from decisions.page.wish import Wish


@dataclass(frozen=True, slots=True)
class Choice:
    """Something to filter by: what the form sends, its words, how many rows it is about."""

    value: str
    words: str
    count: int
    is_chosen: bool


@dataclass(frozen=True, slots=True)
class View:
    """`shown` are the anchors of the rows that fit the wish; the others are there, but hidden, so
    that a script can show them at once.
    """

    name: str
    branch: str
    commit: str
    written: datetime
    wish: Wish
    rows: Sequence[Row]
    shown: frozenset[str]
    states: Sequence[Choice]
    folders: Sequence[Choice]
    families: int
    timeline: Timeline
    searched: Sequence[str]
    unread: Sequence[str]
    searched_to: datetime | None


def view_of(
    log: DecisionLog, now: datetime, wish: Wish, searched_to: datetime | None = None
) -> View:
    rows = rows_of(log, now.date())
    states: Counter[State] = Counter(row.state for row in rows)
    folders = Counter(row.folder for row in rows)
    return View(
        name=visible(log.repository.full_name),
        branch=visible(log.branch),
        commit=log.commit_oid,
        written=now,
        wish=wish,
        rows=ordered(rows, wish),
        shown=frozenset(row.anchor for row in rows if row.fits(wish)),
        states=[
            Choice(state, words, states[state], state in wish.states)
            for state, words in WORDS.items()
            if states[state]
        ],
        folders=[
            Choice(folder, folder or "/", count, folder == wish.folder)
            for folder, count in sorted(folders.items())
        ],
        families=len({row.family for row in rows}),
        timeline=timeline(map(_event, rows), now.date()),
        searched=[visible(folder) for folder in log.folders],
        unread=[visible(path) for path in log.unread],
        searched_to=searched_to,
    )


def _event(row: Row) -> Event:
    title = f"{row.number} {row.title.words}".strip()
    return Event(row.day, row.state, title, f"#{row.anchor}")
