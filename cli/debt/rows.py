"""Pieces of debt as lines on the terminal, in columns."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from rich.cells import cell_len
from rich.console import Console
from rich.text import Text

from checks.engine.words import shortened, visible
from cli.debt.ages import age_style, age_words
from cli.debt.standing import Standing
from cli.terminal import sign

_AGE, _LONGEST_WORD, _LONGEST_AUTHOR, _LEAST_PLACE = 8, 16, 22, 24
_FOR_A_SIGN: Final = 4
_WIDTH_OF_FILES: Final = 200


@dataclass(frozen=True, slots=True)
class Rooms:
    """How many columns there are for what, the same in all areas."""

    width: int
    word: int
    place: int
    author: int


def rooms_for(shown: Sequence[Standing], console: Console) -> Rooms:
    """By what is to be shown, and by the width of the terminal; files are as wide as they need."""
    width = console.width if console.is_terminal else _WIDTH_OF_FILES
    word = min(_LONGEST_WORD, max(cell_len(visible(each.piece.word)) for each in shown))
    author = min(_LONGEST_AUTHOR, max(cell_len(visible(each.author.name)) for each in shown))
    most = max(_LEAST_PLACE, width - _AGE - word - author - 6)
    place = max(cell_len(_place(each, _WIDTH_OF_FILES)) for each in shown) + _FOR_A_SIGN
    return Rooms(width, word, min(place, most), author)


def rows_of(pieces: Sequence[Standing], rooms: Rooms, console: Console) -> Iterator[Text]:
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
