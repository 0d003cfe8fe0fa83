"""Printing for people: colours on a terminal, plain lines into a file or a pipe."""

from __future__ import annotations

from collections.abc import Callable

import click
from rich.console import Console

from cli.formats.prose import THEME


def printed(show: Callable[[Console], None]) -> None:
    """Let `show` print on standard output; into a file or pipe without colours or padding."""
    console = Console(theme=THEME, highlight=False)
    if console.is_terminal:
        show(console)
        return
    with console.capture() as capture:
        show(console)
    click.echo("\n".join(line.rstrip() for line in capture.get().splitlines()))


def sign(console: Console, shown: str, plain: str) -> str:
    """`shown` where the terminal's encoding has it, else `plain`."""
    return shown if console.encoding.startswith("utf") else plain
