"""`plumbline`: the group of commands, and what becomes of errors."""

from __future__ import annotations

import os
import sys
import traceback
from collections.abc import Sequence
from difflib import get_close_matches
from importlib import import_module
from io import TextIOWrapper
from typing import Final

import click

from cli.debugging import debugging, start_debugging
from cli.exits import CLEAN, INTERRUPTED, MISTAKE, OUR_BUG

_COMMANDS: Final = ("check", "clock", "config", "docs", "run", "sandbox", "web", "worker")


class _LazyCommands(click.Group):
    """Loads a command's module only when it is asked for, so that each starts fast."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002
        return list(_COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002
        if cmd_name not in _COMMANDS:
            return None
        command = import_module(f"cli.{cmd_name}").command
        return command if isinstance(command, click.Command) else None

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        try:
            return super().resolve_command(ctx, args)
        except click.UsageError as unknown:
            close = get_close_matches(args[0], _COMMANDS, n=1)
            if not close:
                raise
            hint = f"{unknown.message} Did you mean {close[0]!r}?"
            raise click.UsageError(hint, ctx) from None


@click.group(cls=_LazyCommands, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="plumbline", message="%(prog)s %(version)s")
@click.option(
    "--debug",
    is_flag=True,
    help="Show the traceback when Plumbline itself fails (also PLUMBLINE_DEBUG=1).",
)
def plumbline(debug: bool) -> None:
    """Guardrails instead of meetings: judges pull requests by the practices a team agreed on.

    Exit codes: 0 clean, 1 blocking findings, 2 a mistake in what was asked, 3 a fault of Plumbline.
    """
    if debug:
        start_debugging()


def main(arguments: Sequence[str] | None = None) -> None:
    """The console script. Leaves the process with one of the exit codes above."""
    sys.exit(_status(arguments))


def _status(arguments: Sequence[str] | None) -> int:
    if isinstance(sys.stdout, TextIOWrapper):
        # A path or sign that the terminal's encoding lacks is shown as `?`, and is no fault.
        sys.stdout.reconfigure(errors="replace")
    try:
        status = plumbline.main(arguments, prog_name="plumbline", standalone_mode=False)
        sys.stdout.flush()
    except click.ClickException as mistake:
        mistake.show()
        return MISTAKE
    except (click.Abort, KeyboardInterrupt):
        return INTERRUPTED
    except BrokenPipeError:
        return _reader_left()
    except Exception as bug:
        return _apology(bug)
    return status if isinstance(status, int) else CLEAN


def _reader_left() -> int:
    """Whoever read our output (`| head`) has seen enough; Python must not complain at its exit."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    return CLEAN


def _apology(bug: Exception) -> int:
    if debugging():
        traceback.print_exception(bug)
    else:
        line = " ".join(f"{type(bug).__name__}: {bug}".split())
        click.echo(f"Plumbline failed, and the fault is its own: {line}", err=True)
        click.echo("`plumbline --debug ...` shows where; please report it.", err=True)
    return OUR_BUG
