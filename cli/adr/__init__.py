"""`plumbline adr`: the decision records of a clone, listed, checked, cited and written."""

from __future__ import annotations

import click

from cli.lazy import LazyCommands


@click.group(
    cls=LazyCommands,
    package="cli.adr",
    commands=("new", "list", "lint", "refs", "log"),
)
def command() -> None:
    """List, check, cite and write the decision records of a clone.

    The folders are those of `records:` in the clone's policy; where it names none they are found
    by themselves, in the usual places and by what the files say.
    """
