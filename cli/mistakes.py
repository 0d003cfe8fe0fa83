"""Mistakes in what was asked: a clear line with a remedy, never a traceback."""

from __future__ import annotations

from typing import IO, Any

import click

from checks.engine.words import visible
from cli.exits import MISTAKE


class Mistake(click.ClickException):
    """`message` says what is wrong, `remedies` what to do; they may quote foreign text.

    One remedy stands on the same line; several get a line each.
    """

    exit_code = MISTAKE

    def __init__(self, message: str, *remedies: str) -> None:
        super().__init__(" ".join((message, *remedies)))
        self._lines = (message, *remedies) if len(remedies) > 1 else (self.message,)

    def show(self, file: IO[Any] | None = None) -> None:
        for place, line in enumerate(self._lines):
            lead = "  " if place else "plumbline: "
            click.echo(lead + visible(line), file=file, err=file is None)
