"""`plumbline`: the group of commands, and what becomes of errors."""

from __future__ import annotations

import os
import sys
import traceback
from collections.abc import Sequence
from io import TextIOWrapper
from typing import Final

import click

from cli.debugging import debugging, start_debugging
from cli.exits import CLEAN, INTERRUPTED, MISTAKE, OUR_BUG
from cli.lazy import LazyCommands

_COMMANDS: Final = (
    "adr",
    "check",
    "clock",
    "config",
    "debt",
    "docs",
    "doctor",
    "owners",
    "rituals",
    "run",
    "sandbox",
    "web",
    "worker",
)


@click.group(
    cls=LazyCommands,
    package="cli",
    commands=_COMMANDS,
    context_settings={"help_option_names": ["-h", "--help"]},
)
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
