"""Hotspots as a table on the terminal."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from rich.console import Console
from rich.text import Text

from checks.engine.words import plural, visible
from cli.debt.standing import Account
from cli.terminal import sign

_STYLES = ("magenta", "", "", "", "yellow")


def show_hotspots(account: Account, console: Console) -> None:
    """Print them by rank, with how much of the debt that was asked for lies in each."""
    found = account.hotspots or ()
    span = f"in the {plural(account.months, 'month')} up to this commit"
    if not found:
        console.print(Text(f"No hotspots {span}: no long file was changed again and again."))
        return
    mark = sign(console, "▲", "^")
    console.print(Text.assemble((f"{mark} Hotspots", "bold magenta"), f" {span}"))
    counts = Counter(each.piece.path for each in account.pieces)
    heads = ("", "changes", "fixes", "lines", "debt")
    rows = [
        (
            f"{mark}{each.rank}",
            f"{each.changes:,}",
            f"{each.fixes:,}",
            f"{each.lines:,}",
            f"{counts[each.path]:,}" if counts[each.path] else "",
        )
        for each in found
    ]
    widths = [max(map(len, column)) for column in zip(heads, *rows, strict=True)]
    _line(console, heads, "file", widths, ("dim",) * len(heads), "dim")
    for row, each in zip(rows, found, strict=True):
        _line(console, row, visible(each.path), widths, _STYLES, "")


def _line(
    console: Console,
    cells: Sequence[str],
    path: str,
    widths: Sequence[int],
    styles: Sequence[str],
    path_style: str,
) -> None:
    figures = zip(cells, widths, styles, strict=True)
    line = Text("  ").join(Text(cell.rjust(width), style) for cell, width, style in figures)
    # Broken by the terminal alone, a long path can be copied.
    console.print(Text.assemble(line, "  ", (path, path_style)), soft_wrap=True)
