"""Hotspots as a table on the terminal."""

from __future__ import annotations

from collections import Counter

from rich.console import Console
from rich.table import Table
from rich.text import Text

from checks.engine.words import plural, visible
from cli.debt.standing import Account
from cli.terminal import sign


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
    table = Table(box=None, pad_edge=False, padding=(0, 2, 0, 0), header_style="dim")
    for name in ("", "changes", "fixes", "lines", "debt"):
        table.add_column(name, justify="right", no_wrap=True)
    table.add_column("file", overflow="fold")
    for hotspot in found:
        debt = counts[hotspot.path]
        table.add_row(
            Text(f"{mark}{hotspot.rank}", "magenta"),
            f"{hotspot.changes:,}",
            f"{hotspot.fixes:,}",
            f"{hotspot.lines:,}",
            Text(f"{debt:,}" if debt else "", "yellow"),
            visible(hotspot.path),
        )
    console.print(table)
