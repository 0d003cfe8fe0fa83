"""`plumbline adr list`: every record of a clone with its status."""

from __future__ import annotations

import click

from cli.adr.options import Place, with_place
from cli.exits import CLEAN


@click.command()
@with_place
@click.option("--json", "as_json", is_flag=True, help="For programs: one object for each record.")
def command(place: Place, as_json: bool) -> int:
    """List the decision records of a clone.

    Statuses are given in five words (proposed, accepted, rejected, deprecated, superseded),
    whatever the record's own; one that is not understood is shown as it is written.
    """
    from cli.adr.catalogue import catalogue
    from cli.adr.reading import read_place

    found = catalogue(read_place(place))
    if as_json:
        from cli.adr.machine import listed

        click.echo(listed(found))
    else:
        from cli.adr.table import show_records

        show_records(found)
    return CLEAN
