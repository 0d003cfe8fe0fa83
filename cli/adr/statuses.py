"""Statuses on the terminal: the same word, colour and order wherever they are shown."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from rich.console import Console
from rich.text import Text

from checks.engine.words import shortened, visible
from cli.terminal import sign
from snapshot.record_status import Status

STYLES: Final[Mapping[Status | None, str]] = {
    "accepted": "green",
    "proposed": "yellow",
    "superseded": "blue",
    "deprecated": "magenta",
    "rejected": "red",
    "unknown": "bold red",
    None: "dim",
}
"""By status, in the order in which they are counted; None for a record that states none."""

_COUNTED: Final[Mapping[Status | None, str]] = {
    "unknown": "not understood",
    None: "without a status",
}
_MOST_RAW: Final = 18


def status_text(status: Status | None, raw: str, console: Console) -> Text:
    """A coloured dot and the normal form; what is not understood as it is written."""
    if status is None:
        return Text("no status", "dim")
    word = f"“{visible(shortened(raw, _MOST_RAW))}”" if status == "unknown" else status
    return Text(f"{sign(console, '●', '*')} {word}", STYLES[status])


def counted(counts: Mapping[Status | None, int]) -> Text:
    """`9 accepted, 2 proposed, 1 without a status`, coloured."""
    parts = [
        Text(f"{counts[status]:,} {_COUNTED.get(status, status)}", style)
        for status, style in STYLES.items()
        if counts.get(status)
    ]
    return Text(", ").join(parts)
