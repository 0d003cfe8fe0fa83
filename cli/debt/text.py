"""Debt on the terminal: how much and how old, then each area with its pieces, then hotspots and
what was not looked at.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from rich.cells import cell_len
from rich.console import Console
from rich.text import Text

from checks.engine.words import plural, shortened, visible
from cli.debt.ages import age_chart, age_style, age_words
from cli.debt.hotspot_table import show_hotspots
from cli.debt.standing import Account, Standing
from cli.debt.unseen import unseen
from cli.terminal import sign

USUAL_LIMIT: Final = 40
_AGE, _LONGEST_WORD, _LONGEST_AUTHOR, _LEAST_PLACE = 8, 16, 22, 24
_FOR_A_SIGN: Final = 4
_WIDTH_OF_FILES: Final = 200


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
    rooms = _rooms(shown, console)
    for area, pieces in account.by_area():
        told = [each for each in pieces if id(each) in kept]
        if not told:
            continue
        console.print()
        console.print(_area_line(area, pieces, len(told)), soft_wrap=True)
        for line in _rows(told, rooms, console):
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


@dataclass(frozen=True, slots=True)
class _Rooms:
    """How many columns there are for what, the same in all areas."""

    width: int
    word: int
    place: int
    author: int


def _rooms(shown: Sequence[Standing], console: Console) -> _Rooms:
    width = console.width if console.is_terminal else _WIDTH_OF_FILES
    word = min(_LONGEST_WORD, max(cell_len(visible(each.piece.word)) for each in shown))
    author = min(_LONGEST_AUTHOR, max(cell_len(visible(each.author.name)) for each in shown))
    most = max(_LEAST_PLACE, width - _AGE - word - author - 6)
    place = max(cell_len(_place(each, _WIDTH_OF_FILES)) for each in shown) + _FOR_A_SIGN
    return _Rooms(width, word, min(place, most), author)


def _rows(pieces: Sequence[Standing], rooms: _Rooms, console: Console) -> Iterator[Text]:
    """Two lines for each: age, word, place and author; below what it says."""
    for each in pieces:
        hot = f" {sign(console, '▲', '^')}{each.hotspot.rank}" if each.hotspot else ""
        place = _place(each, rooms.place - len(hot))
        gap = " " * max(0, rooms.place - cell_len(place) - len(hot))
        yield Text.assemble(
            (age_words(each).rjust(_AGE), age_style(each.days)),
            ("  " + shortened(visible(each.piece.word), rooms.word).ljust(rooms.word), "bold"),
            ("  " + place, "dim"),
            (hot, "bold magenta"),
            gap + "  ",
            (shortened(visible(each.author.name), rooms.author), "dim"),
        )
        yield _below(each, rooms.width)


def _below(each: Standing, width: int) -> Text:
    """What the piece says, behind the issue that it names."""
    lead = " " * (_AGE + 2)
    own = each.piece.named.own
    issue = f"#{own[0]}  " if own else "issue named  " if each.names_issue else ""
    room = max(20, width - len(lead) - len(issue))
    return Text.assemble(lead, (issue, "green"), shortened(visible(each.text), room))


def _place(each: Standing, room: int) -> str:
    """Path and line; a long one loses its first folders, as its end tells most."""
    place = f"{visible(each.piece.path)}:{each.piece.line}"
    return place if cell_len(place) <= room else "…" + place[1 - room :]
