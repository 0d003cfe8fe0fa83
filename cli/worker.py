"""`plumbline worker`: the pool of processes that judge."""

from __future__ import annotations

import click

from cli.service import settings_of_environment
from github_app.plain_redis import load_redis


@click.command()
def command() -> None:
    """Run the workers that judge pull requests.

    PLUMBLINE_WORKERS says how many.
    """
    settings = settings_of_environment()
    load_redis()
    from github_app.workers import work

    work(settings)
