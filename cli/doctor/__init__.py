"""`plumbline doctor`: what is wrong with the service, an installation or a repository, and what to
do about it.
"""

from __future__ import annotations

import os
from typing import Literal

import click

from cli.exits import BLOCKED, CLEAN


@click.command()
@click.argument("target", metavar="[OWNER[/REPOSITORY]]", required=False)
@click.option(
    "--format",
    "form",
    type=click.Choice(["text", "json"]),
    default="text",
    show_default=True,
    help="For people, or for programs.",
)
def command(target: str | None, form: Literal["text", "json"]) -> int:
    """Say what is wrong with the service, and what to do about it.

    Looks at settings, credentials, clocks, webhook, deliveries, permissions, Redis and processes;
    with OWNER also at the installation there, with OWNER/REPOSITORY at its policy and at what its
    default branch requires. Takes the settings of the service from the environment, or from a
    `plumbline run` that runs in the same folder. Reads only. Exit code 1 when there is a problem.
    """
    from cli.doctor.given import given
    from cli.doctor.progress import examined_with_progress
    from cli.doctor.scene import Scene
    from cli.doctor.target import read_target

    about = read_target(target)
    examination = examined_with_progress(Scene(given(os.environ), about))
    if form == "json":
        from cli.doctor.machine import as_text

        click.echo(as_text(examination))
    else:
        from cli.doctor.text import show
        from cli.terminal import printed

        printed(lambda console: show(examination, console))
    return BLOCKED if examination.count("problem") else CLEAN
