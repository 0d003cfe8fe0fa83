"""`plumbline adr lint`: all rules about records, over a whole clone."""

from __future__ import annotations

from typing import Literal

import click

from cli.adr.options import Place, with_place
from cli.exits import BLOCKED, CLEAN

Format = Literal["human", "json", "sarif"]


@click.command()
@with_place
@click.option(
    "--format",
    "form",
    type=click.Choice(["human", "json", "sarif"]),
    default="human",
    show_default=True,
    help="For people, for programs, or as SARIF 2.1.0 for code scanning.",
)
@click.option("--strict", is_flag=True, help="Let warnings fail as errors do.")
def command(place: Place, form: Format, strict: bool) -> int:
    """Name everything that is wrong with the decision records of a clone.

    An error is certain and misleads readers; a warning is worth mending; a note asks for nothing.

    Exit codes: 0 no errors, 1 errors, 2 a mistake in what was asked, 3 a fault of Plumbline.
    """
    from cli.adr.findings import lint
    from cli.adr.reading import read_place

    found = lint(read_place(place))
    if form == "json":
        from cli.adr.machine import linted

        click.echo(linted(found))
    elif form == "sarif":
        from cli.adr.sarif import as_sarif

        click.echo(as_sarif(found))
    else:
        from cli.adr.lint_text import show_findings

        show_findings(found)
    failing = found.count("error") + (found.count("warning") if strict else 0)
    return BLOCKED if failing else CLEAN
