"""`plumbline clock`: the process that rings for what is due."""

from __future__ import annotations

import click

from cli.service import settings_of_environment
from github_app.plain_redis import load_redis


@click.command()
def command() -> None:
    """Run the clock: rings for delayed work, opens rituals on time."""
    settings = settings_of_environment()
    load_redis()
    from github_app.clock import run_clock

    run_clock(settings)
