"""`plumbline adr refs`: which records a text cites."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import click

from cli.adr.options import Place, with_place
from cli.exits import CLEAN
from cli.mistakes import Mistake
from cli.texts import read_text

if TYPE_CHECKING:
    from snapshot.facts import Repository


@click.command()
@with_place
@click.option(
    "--repository",
    "name",
    metavar="OWNER/NAME",
    help="Whose repository this is, so that addresses of others are told apart. Default: by the "
    "address of the remote.",
)
@click.option("--json", "as_json", is_flag=True, help="For programs.")
@click.argument("file", default="-")
def command(place: Place, name: str | None, as_json: bool, file: str) -> int:
    """Say which decision records a text cites.

    FILE holds the text of a pull request (title, description, commit messages); without it, or
    for -, standard input is read. Comments, code blocks and quotes in it do not count.
    """
    from cli.adr.reading import read_place
    from snapshot.record_index import RecordIndex
    from snapshot.text_references import references

    text = read_text(file)
    read = read_place(place).records
    repository = _named(read.repository, name)
    index = RecordIndex((file.path for file in read.files), repository, read.families)
    found = references(text, index)
    if as_json:
        from cli.adr.machine import referred

        click.echo(referred(found, read.folders))
    else:
        from cli.adr.citations import show_references

        show_references(found, read)
    return CLEAN


def _named(repository: Repository, name: str | None) -> Repository:
    if name is None:
        return repository
    owner, _, rest = name.strip("/").partition("/")
    if not owner or not rest or "/" in rest:
        raise Mistake(f"{name} is no OWNER/NAME.", "Write it like acme/shop.")
    return replace(repository, owner=owner, name=rest)
