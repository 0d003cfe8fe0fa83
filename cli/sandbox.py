"""`plumbline sandbox`: the whole product in front of a pretend GitHub."""

from __future__ import annotations

import os
from pathlib import Path

import click

from cli.mistakes import Mistake


@click.command()
@click.option(
    "--from-clone",
    "clone",
    metavar="PATH",
    type=click.Path(path_type=Path, exists=True, file_okay=False),
    help="Open the last merged pull requests of this clone again.",
)
@click.option(
    "--last",
    metavar="N",
    type=click.IntRange(1, 100),
    default=20,
    show_default=True,
    help="How many of them, up to 100.",
)
def command(clone: Path | None, last: int) -> int:
    """Start the whole product with a pretend GitHub.

    Like `plumbline run` without credentials, even where credentials are set.
    """
    from github_app.launch.plan import Wishes
    from github_app.launch.run import run

    if clone is not None:
        _require_pulls(clone)
    return run(os.environ, Wishes(sandbox=True, clone=clone, last=last))


def _require_pulls(clone: Path) -> None:
    """A Mistake before anything is started, when the clone has nothing to show."""
    from sandbox.from_clone import CloneProblem, require_pulls

    try:
        require_pulls(clone)
    except CloneProblem as problem:
        raise Mistake(str(problem)) from None
