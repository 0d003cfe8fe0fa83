"""`plumbline run`: the whole product on one machine."""

from __future__ import annotations

import os

import click


@click.command()
def command() -> int:
    """Start the whole product on this machine.

    Web, workers, clock and, when REDIS_URL is not set, Redis; Ctrl-C stops them all. Without
    GITHUB_APP_ID, GITHUB_PRIVATE_KEY and GITHUB_WEBHOOK_SECRET a pretend GitHub is started too,
    with a small company to try things on.
    """
    from github_app.launch.run import run

    return run(os.environ)
