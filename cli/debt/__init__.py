"""`plumbline debt`: the debt of a clone, how old it is and who answers for it."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from cli.debt.age_option import AGE
from cli.exits import BLOCKED, CLEAN

if TYPE_CHECKING:
    from cli.debt.asked import Sort

_KINDS = ("marker", "suppression", "skipped-test", "pattern")


@click.command()
@click.argument("paths", metavar="[PATH]...", nargs=-1)
@click.option(
    "--repo",
    type=click.Path(path_type=Path),
    default=".",
    help="A clone, any folder in it, or a bare repository. Default: this folder.",
)
@click.option("--at", metavar="REF", help="The branch, tag or commit to look at. Default: HEAD.")
@click.option("--since", metavar="REF", help="Only what came after this branch, tag or commit.")
@click.option("--older-than", type=AGE, metavar="AGE", help="Only what is older: 90d, 12w, 6m, 2y.")
@click.option("--area", metavar="NAME", help="Only what lies in this area, owner or top folder.")
@click.option("--author", metavar="TEXT", help="Only what was written by somebody of this name.")
@click.option(
    "--kind",
    "kinds",
    type=click.Choice([*_KINDS, "all"]),
    multiple=True,
    help="What to look for; may be given several times. Default: what the policy counts as debt.",
)
@click.option("--hotspots", is_flag=True, help="Also the files that cost most, by git's history.")
@click.option(
    "--sort",
    type=click.Choice(["oldest", "newest", "path", "author"]),
    default="oldest",
    show_default=True,
    help="The order within an area.",
)
@click.option(
    "--limit",
    type=click.IntRange(min=0),
    metavar="N",
    help="Show so many at most; 0 for all. Default: 40 for people, all with --json.",
)
@click.option(
    "--fail-over",
    type=click.IntRange(min=0),
    metavar="N",
    help="Leave with exit code 1 when there are more than N.",
)
@click.option("--json", "as_json", is_flag=True, help="For programs: one object.")
def command(
    paths: tuple[str, ...],
    repo: Path,
    at: str | None,
    since: str | None,
    older_than: int | None,
    area: str | None,
    author: str | None,
    kinds: tuple[str, ...],
    hotspots: bool,
    sort: Sort,
    limit: int | None,
    fail_over: int | None,
    as_json: bool,
) -> int:
    """List the debt that stands in a clone, with age and author by `git blame`.

    Debt is what the policy says: words such as TODO in comments, and what else
    `checks.debt_label` counts. Only commits are looked at. PATH is a file or folder from the root
    of the repository; ./ and ../ begin in the current folder. Areas are those of the policy, else
    the owners in CODEOWNERS, else the top folders.

    Ages are those of `git blame -w`. Beyond that, a line keeps its age when it moves within its
    file, and when one commit takes it from one file to another. `.mailmap`, the usual
    `.git-blame-ignore-revs` and `blame.ignoreRevsFile` are honoured, `git replace` is not. In a
    shallow clone ages are "at least".
    """
    from cli.debt.account import take_account
    from cli.debt.asked import Asked, kinds_named

    wanted = kinds_named(kinds)
    asked = Asked(paths, repo, at, since, older_than, area, author, wanted, hotspots, sort)
    account = take_account(asked)
    if as_json:
        from cli.debt.machine import as_text

        click.echo(as_text(account, limit))
    else:
        from cli.debt.text import show
        from cli.terminal import printed

        printed(lambda console: show(account, limit, console))
    return BLOCKED if fail_over is not None and len(account.pieces) > fail_over else CLEAN
