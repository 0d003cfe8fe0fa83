"""`plumbline web`: the front door for GitHub's webhooks."""

from __future__ import annotations

import os

import click

from cli.service import settings_of_environment


@click.command()
def command() -> None:
    """Receive webhooks on PORT; also answers /healthz, /readyz and /metrics."""
    settings_of_environment()
    from github_app.web.serving import web_command

    words = web_command()
    os.execv(words[0], words)  # noqa: S606 - gunicorn takes this process over, signals and all
