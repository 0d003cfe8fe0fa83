"""`plumbline owners`: who owns which path of a clone, and by which line of CODEOWNERS."""

from __future__ import annotations

from pathlib import Path

import click

from cli.exits import CLEAN


@click.command()
@click.argument("paths", metavar="[PATH]...", nargs=-1)
@click.option(
    "--repo",
    type=click.Path(path_type=Path),
    help="A clone, any folder in it, or a bare repository. Default: this folder.",
)
@click.option("--at", metavar="REF", help="The branch, tag or commit to read. Default: HEAD.")
@click.option(
    "--codeowners",
    "file",
    metavar="FILE",
    help="A file to read in place of the repository's; with paths, no clone is needed.",
)
@click.option("-z", "nul", is_flag=True, help="Paths on standard input end with NUL.")
@click.option("--json", "as_json", is_flag=True, help="For programs: one object.")
def command(
    paths: tuple[str, ...],
    repo: Path | None,
    at: str | None,
    file: str | None,
    nul: bool,
    as_json: bool,
) -> int:
    """Tell who owns each PATH, and which line of CODEOWNERS says so, as GitHub reads it.

    Paths are those of the repository, from its root; ./ and ../ begin in the current folder. They
    need not exist. Without any, those on standard input are taken (one a line; - asks for them),
    else all files of the commit. A folder is answered as a new file directly in it would be.
    Lines that GitHub skips are listed.
    """
    from cli.owners.answer import answer
    from cli.owners.asked import Asked

    found = answer(Asked(paths, repo, at, file, nul))
    if as_json:
        from cli.owners.machine import as_text

        click.echo(as_text(found))
    else:
        from cli.owners.table import show

        show(found)
    return CLEAN
