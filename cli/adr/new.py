"""`plumbline adr new`: writes a new decision record into the work tree."""

from __future__ import annotations

import click

from cli.adr.options import Place, with_place
from cli.exits import CLEAN


@click.command()
@with_place
@click.option(
    "--supersedes",
    metavar="RECORD",
    multiple=True,
    help="The number or path of a record that the new one replaces; may be given several times. "
    "Its status is changed as well.",
)
@click.option("--status", default="Proposed", show_default=True, help="The new record's status.")
@click.option("--print", "only_print", is_flag=True, help="Write nothing, print the text.")
@click.argument("title")
def command(
    place: Place, title: str, supersedes: tuple[str, ...], status: str, only_print: bool
) -> int:
    """Write a new decision record called TITLE.

    It gets the next free number, today's date, and the form of the others in its folder: that of
    the folder's template, or of its newest record where there is none. Nothing is overwritten and
    nothing is committed.

    Exit codes: 0 written, 2 a mistake in what was asked, 3 a fault of Plumbline.
    """
    from cli.adr.drafting import Wish, drafted
    from cli.adr.reading import read_place

    reading = read_place(place, needs_folder=False)
    new = drafted(reading, Wish(place, title, supersedes, status))
    if only_print:
        click.echo(new.composed.text, nl=False)
        return CLEAN
    from cli.adr.new_text import show_written
    from cli.adr.writing import write

    write(reading, new)
    show_written(new)
    return CLEAN
