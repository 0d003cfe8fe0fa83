"""`plumbline rituals preview`: the issue of a ritual as it would open now, or next."""

from __future__ import annotations

import json
from pathlib import Path

import click

from checks.engine.words import visible
from cli.exits import CLEAN


@click.command()
@click.argument("name")
@click.option(
    "--repo",
    type=click.Path(path_type=Path),
    default=".",
    help="A clone, or any folder in it. Default: this folder.",
)
@click.option("--at", metavar="REF", help="The commit to take. Default: the files as they are.")
@click.option("--json", "as_json", is_flag=True, help="For programs: title, label, assignee, body.")
def command(name: str, repo: Path, at: str | None, as_json: bool) -> int:
    """Print the issue that the ritual NAME would open now, else next, in Markdown.

    NAME is its key in the policy, built in or custom. Policy and template are taken as they lie in
    the work tree, so that a template can be tried before it is pushed; what is wrong with it stands
    at the top of the issue. What only GitHub knows (open issues, merged pull requests, the issue
    before) is filled in where the service's credentials are in the environment, as for `plumbline
    doctor`; else it is empty, which is said on standard error. Nothing is written anywhere.
    """
    from cli.rituals.previewing import previewed

    preview = previewed(name, repo, at)
    opening = preview.opening
    if as_json:
        fields = {
            "title": opening.title,
            "label": opening.label.name,
            "assignee": opening.assignee,
            "body": opening.body,
            "notes": preview.notes,
        }
        click.echo(json.dumps(fields, indent=2))
        return CLEAN
    for note in preview.notes:
        click.echo(note, err=True)
    click.echo(click.style(visible(opening.title), bold=True))
    assignee = f", assigned to {visible(opening.assignee)}" if opening.assignee else ""
    click.echo(click.style(f"Label {visible(opening.label.name)}{assignee}", dim=True))
    click.echo()
    # Line by line, so that no terminal obeys what a template contains.
    click.echo("\n".join(visible(line) for line in opening.body.splitlines()))
    return CLEAN
