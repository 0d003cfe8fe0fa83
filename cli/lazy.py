"""Groups of commands whose modules are loaded only when they are asked for."""

from __future__ import annotations

from collections.abc import Sequence
from difflib import get_close_matches
from importlib import import_module
from typing import Any

import click


class LazyCommands(click.Group):
    """Finds its commands by name: each is the `command` of a module of that name in `package`."""

    def __init__(self, *args: Any, package: str, commands: Sequence[str], **more: Any) -> None:
        super().__init__(*args, **more)
        self._package = package
        self._names = tuple(commands)

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002
        return list(self._names)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002
        if cmd_name not in self._names:
            return None
        command = import_module(f"{self._package}.{cmd_name}").command
        return command if isinstance(command, click.Command) else None

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        try:
            return super().resolve_command(ctx, args)
        except click.UsageError as unknown:
            close = get_close_matches(args[0], self._names, n=1)
            if not close:
                raise
            hint = f"{unknown.message} Did you mean {close[0]!r}?"
            raise click.UsageError(hint, ctx) from None
