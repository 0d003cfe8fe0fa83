"""`plumbline check`: judges the branch of a local clone with the rules of its base."""

from __future__ import annotations

import traceback
from pathlib import Path
from typing import Literal

import click

from cli.debugging import debugging
from cli.exits import BLOCKED, CLEAN, OUR_BUG
from cli.judgement import Judgement
from cli.texts import read_text

Format = Literal["human", "json", "github"]


@click.command()
@click.option(
    "--repo",
    type=click.Path(path_type=Path),
    default=".",
    help="A clone, any folder in it, or a bare repository. Default: this folder.",
)
@click.option(
    "--base",
    metavar="REF",
    help="What the branch is to be merged into. Default: the default branch.",
)
@click.option("--head", metavar="REF", help="The branch or commit to judge. Default: HEAD.")
@click.option("--title", help="The pull request's title. Default: from the commits.")
@click.option(
    "--body-file",
    metavar="FILE",
    help="The pull request's description (- for standard input). Default: from the commits.",
)
@click.option(
    "--config",
    metavar="FILE",
    help="A policy file to judge by. Default: .github/plumbline.yml as it is on the base.",
)
@click.option(
    "--format",
    "form",
    type=click.Choice(["human", "json", "github"]),
    default="human",
    show_default=True,
    help="For people, for programs, or as annotations of a GitHub workflow.",
)
def command(
    repo: Path,
    base: str | None,
    head: str | None,
    title: str | None,
    body_file: str | None,
    config: str | None,
    form: Format,
) -> int:
    """Judge the branch of a clone as its pull request would be.

    The rules are those of the base branch, as on GitHub. What only GitHub knows, such as reviews,
    is named and left out.

    Exit codes: 0 nothing blocks, 1 an enforced check fails, 2 a mistake in what was asked, 3 a
    check broke.
    """
    from cli.clone import Clone, judge_clone

    body = read_text(body_file) if body_file else None
    judgement = judge_clone(Clone(repo, base, head, title, body), config)
    _print(judgement, form)
    if debugging():
        _print_bugs(judgement)
    return {"broken": OUR_BUG, "blocking": BLOCKED}.get(judgement.result, CLEAN)


def _print_bugs(judgement: Judgement) -> None:
    for outcome in judgement.outcomes:
        if outcome.bug is not None:
            traceback.print_exception(outcome.bug)


def _print(judgement: Judgement, form: Format) -> None:
    if form == "json":
        from cli.formats.machine import as_json

        click.echo(as_json(judgement))
    elif form == "github":
        from cli.formats.annotations import annotated

        click.echo(annotated(judgement))
    else:
        from cli.formats.human import show_on_terminal

        show_on_terminal(judgement)
