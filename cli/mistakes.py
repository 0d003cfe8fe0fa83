"""Mistakes in what was asked: one clear line with a remedy, never a traceback."""

from __future__ import annotations

from typing import IO, Any

import click

from checks.engine.words import visible


class Mistake(click.ClickException):
    """`message` says what is wrong, `remedy` what to do; both may quote foreign text."""

    exit_code = 2

    def __init__(self, message: str, remedy: str = "") -> None:
        super().__init__(" ".join(part for part in (message, remedy) if part))

    def show(self, file: IO[Any] | None = None) -> None:
        click.echo(f"plumbline: {visible(self.format_message())}", file=file, err=file is None)
