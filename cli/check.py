"""`plumbline check`: judges the branch of a local clone with the rules of its base."""

from __future__ import annotations

from pathlib import Path
from typing import Literal

import click

from cli.main import BLOCKED, CLEAN, OUR_BUG

Format = Literal["human", "json", "github"]


@click.command()
@click.option(
    "--repo",
    type=click.Path(path_type=Path),
    default=".",
    help="A clone, any folder in it, or a bare repository. Default: this folder.",
)
@click.option("--base", metavar="REF", help="What the branch is to be merged into.")
@click.option("--head", metavar="REF", help="The branch or commit to judge. Default: HEAD.")
@click.option("--title", help="The pull request's title. Default: from the commits.")
@click.option(
    "--body-file",
    type=click.Path(path_type=Path, dir_okay=False, allow_dash=True),
    help="The pull request's description (- for standard input). Default: from the commits.",
)
@click.option(
    "--config",
    type=click.Path(path_type=Path, dir_okay=False),
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
    body_file: Path | None,
    config: Path | None,
    form: Format,
) -> int:
    """Judge the branch of a clone as its pull request would be judged.

    The rules are those of the base branch, as on GitHub. What only GitHub knows, such as reviews,
    is named and left out.
    """
    from cli.clone import Clone, judge_clone

    body = _text_of(body_file) if body_file else None
    judgement = judge_clone(Clone(repo, base, head, title, body), config)
    _print(judgement, form)
    return {"broken": OUR_BUG, "blocking": BLOCKED}.get(judgement.result, CLEAN)
