"""Debt on the terminal: how much and how old, then each area with its pieces, then hotspots and
what was not looked at.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from rich.console import Console
from rich.text import Text

from checks.engine.words import plural, visible
from cli.debt.ages import age_chart, age_words
from cli.debt.hotspot_table import show_hotspots
from cli.debt.rows import rooms_for, rows_of
from cli.debt.standing import Account, Standing
from cli.debt.unseen import unseen

USUAL_LIMIT: Final = 40


def show(account: Account, limit: int | None, console: Console) -> None:
    """Print `account` on `console`, at most `limit` pieces (0: all)."""
    console.print(_headline(account))
    if account.pieces:
        console.print()
        for line in age_chart(account.pieces, console):
            console.print(line)
        _show_pieces(account, USUAL_LIMIT if limit is None else limit, console)
    if account.hotspots is not None:
        console.print()
        show_hotspots(account, console)
    console.print()
    for note in unseen(account):
        console.print(Text(note, "dim"))


def _headline(account: Account) -> Text:
    count = len(account.pieces)
    place = f"{visible(account.repository)} at {visible(account.branch)} ({account.commit[:7]})"
    said = Text.assemble((place, "bold"), ": ")
    if not count:
        return said.append("no debt found.", "green")
    files = len({each.piece.path for each in account.pieces})
    said.append(f"{plural(count, 'piece')} of debt in {plural(files, 'file')}", "bold")
    nameless = sum(not each.names_issue for each in account.pieces)
    if nameless:
        said.append(", ")
        said.append(f"{nameless:,} without an issue", "yellow")
    return said.append(".")


def _show_pieces(account: Account, limit: int, console: Console) -> None:
    shown = account.pieces[:limit] if limit else account.pieces
    kept = set(map(id, shown))
    rooms = rooms_for(shown, console)
    for area, pieces in account.by_area():
        told = [each for each in pieces if id(each) in kept]
        if not told:
            continue
        console.print()
        console.print(_area_line(area, pieces, len(told)), soft_wrap=True)
        for line in rows_of(told, rooms, console):
            console.print(line, soft_wrap=True)
    hidden = len(account.pieces) - len(shown)
    if hidden:
        console.print()
        order = "" if account.asked.sort == "path" else f", {_ORDERS[account.asked.sort]}"
        console.print(
            Text(f"{plural(len(shown), 'piece')} shown{order}; {hidden:,} more with --limit 0."),
        )
        others = [area for area, pieces in account.by_area() if kept.isdisjoint(map(id, pieces))]
        if others:
            console.print(Text(f"Also in: {_counted(account, others)}.", "dim"))


_ORDERS: Final = {"oldest": "the oldest", "newest": "the newest", "author": "by author"}
_MOST_AREAS: Final = 12


def _counted(account: Account, areas: Sequence[str]) -> str:
    counts = {area: len(pieces) for area, pieces in account.by_area()}
    named = [f"{visible(area)} ({counts[area]:,})" for area in areas[:_MOST_AREAS]]
    rest = len(areas) - len(named)
    return "; ".join(named) + (f" and {plural(rest, 'area')} more" if rest > 0 else "")


def _area_line(area: str, pieces: Sequence[Standing], told: int) -> Text:
    oldest = max(pieces, key=lambda each: each.days)
    said = Text.assemble((visible(area), "bold cyan"), f"  {plural(len(pieces), 'piece')}")
    nameless = sum(not each.names_issue for each in pieces)
    if nameless:
        said.append(f", {nameless:,} without an issue")
    if len(pieces) > 1:
        said.append(f", the oldest {age_words(oldest)}")
    if told < len(pieces):
        said.append(f", {told:,} shown", "dim")
    return said
