"""`plumbline rituals`: what comes, is due, was held and was missed."""

from __future__ import annotations

from pathlib import Path

import click

from cli.exits import CLEAN
from cli.lazy import LazyCommands


@click.group(
    cls=LazyCommands, package="cli.rituals", commands=("preview",), invoke_without_command=True
)
@click.option(
    "--repo",
    type=click.Path(path_type=Path),
    default=".",
    help="A clone, any folder in it, or a bare repository. Default: this folder.",
)
@click.option("--at", metavar="REF", help="The commit whose policy counts. Default: HEAD.")
@click.option(
    "--repository", metavar="OWNER/NAME", help="Ask GitHub about this repository; needs no clone."
)
@click.option(
    "--installation",
    metavar="OWNER",
    help="Ask GitHub about all repositories of this account that Plumbline is installed on.",
)
@click.option(
    "--weeks",
    type=click.IntRange(1, 104),
    metavar="N",
    default=8,
    show_default=True,
    help="So many weeks back and ahead.",
)
@click.option("--json", "as_json", is_flag=True, help="For programs: one object.")
@click.pass_context
def command(
    context: click.Context,
    repo: Path,
    at: str | None,
    repository: str | None,
    installation: str | None,
    weeks: int,
    as_json: bool,
) -> int:
    """Show the calendar of rituals: what comes, is due, was held and was missed.

    In a clone the dates and the people whose turn it is come from its policy alone. With the
    credentials of the service in the environment, or a `plumbline run` beside it (as for `plumbline
    doctor`), GitHub is asked for the issues as well: which are open, were held, were missed. Reads
    only; `plumbline rituals preview NAME` shows the issue that would open.
    """
    if context.invoked_subcommand:
        return CLEAN
    from cli.rituals.asked import Asked
    from cli.rituals.calendars import calendars

    asked = Asked(repo, at, repository, installation, weeks)
    found = calendars(asked)
    if as_json:
        from cli.rituals.machine import as_text

        click.echo(as_text(found))
    else:
        from cli.rituals.text import show
        from cli.terminal import printed

        printed(lambda console: show(found, asked, console))
    return CLEAN
