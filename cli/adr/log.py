"""`plumbline adr log`: what was decided, and which pull requests carried it out."""

from __future__ import annotations

from pathlib import Path
from typing import Literal

import click

from cli.adr.options import Place, with_place
from cli.exits import CLEAN
from cli.mistakes import Mistake

Format = Literal["human", "markdown", "json", "html"]


@click.command()
@with_place
@click.option(
    "--format",
    "form",
    type=click.Choice(["human", "markdown", "json", "html"]),
    default="human",
    show_default=True,
    help="A table, a document, data, or a page with filter and timeline in one file.",
)
@click.option("--output", metavar="FILE", help="Write to FILE. Default: standard output.")
def command(place: Place, form: Format, output: str | None) -> int:
    """Print the decision log of a clone.

    It lists all decisions with status, date and successors, and for each the merged pull requests
    that cite it or say that they depart from it, as far as the history of the clone names them.
    """
    from cli.adr.reading import read_place
    from cli.adr.written_log import log_of, text_of

    reading = read_place(place)
    log = log_of(reading)
    if form == "human":
        if output:
            raise Mistake(
                "The table is for a terminal.", "Write a file with --format markdown, json or html."
            )
        from cli.adr.log_text import show_log

        show_log(log, reading)
        return CLEAN
    text = text_of(log, form)
    if output is None or output == "-":
        click.echo(text, nl=False)
    else:
        _write(Path(output), text)
    return CLEAN


def _write(file: Path, text: str) -> None:
    try:
        file.write_text(text, encoding="utf-8")
    except OSError as error:
        raise Mistake(
            f"{file} cannot be written: {error.strerror or error}.", "Name another file."
        ) from None
    click.echo(f"wrote {file}", err=True)
