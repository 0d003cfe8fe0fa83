"""Owners on the terminal: a line for each path, then the lines that GitHub skips, then counts.

A repository has many thousand paths, so the table is set as text; only what follows it is laid out
by rich.
"""

from __future__ import annotations

import os
import sys
import textwrap
from collections.abc import Iterator, Sequence
from shutil import get_terminal_size

import click
from rich.cells import cell_len
from rich.console import Console
from rich.text import Text

from checks.engine.words import plural, visible
from cli.excerpt import show_problems
from cli.owners.answer import Answer, Owned
from cli.terminal import printed
from config.policy import Problem
from snapshot.codeowners import Rule

_GAP = 2
_LONGEST_NAME, _SHARE = 60, 0.55
"""A path's column, in characters and as a share of the terminal's width, at most."""
_MOST_PROBLEMS = 20


def show(answer: Answer) -> None:
    """Print the answer on standard output; into a file or pipe each path on one line."""
    table = "\n".join(_rows(answer.owned))
    if table:
        click.echo(table + "\n", color=False if os.environ.get("NO_COLOR") else None)
    printed(lambda console: _show_rest(answer, console))


def _rows(owned: Sequence[Owned]) -> Iterator[str]:
    is_terminal = sys.stdout.isatty()
    width = get_terminal_size().columns if is_terminal else 10_000
    numbers = max((len(_number(each.rule)) for each in owned), default=1)
    names = [_name(each) for each in owned]
    room = min(_LONGEST_NAME, int(width * _SHARE), max(map(cell_len, names), default=0))
    for each, name in zip(owned, names, strict=True):
        number = click.style(_number(each.rule).rjust(numbers), dim=True)
        lead = numbers + _GAP + room + _GAP
        first, *more = _owners(each.rule, width - lead)
        if (length := cell_len(name)) <= room or not is_terminal:
            yield f"{number}  {name}{' ' * max(0, room - length)}  {first}"
        else:
            yield f"{number}  {name}"
            more = [first, *more]
        yield from (" " * lead + line for line in more)


def _name(each: Owned) -> str:
    end = "/" if each.is_folder and not each.path.endswith("/") else ""
    return visible(each.path) + end


def _number(rule: Rule | None) -> str:
    return str(rule.line) if rule else "-"


def _owners(rule: Rule | None, width: int) -> list[str]:
    if rule is None:
        return [click.style("nobody", fg="yellow")]
    if not rule.owners:
        said = click.style("nobody", fg="yellow")
        return [said + click.style(f", by {visible(rule.pattern)}", dim=True)]
    owners = " ".join(visible(owner.written) for owner in rule.owners)
    lines = (
        textwrap.wrap(owners, max(width, 20), break_long_words=False, break_on_hyphens=False)
        if len(owners) > width
        else [owners]
    )
    return [click.style(line, fg="cyan") for line in lines]


def _show_rest(answer: Answer, console: Console) -> None:
    problems = answer.file.codeowners.problems
    if problems:
        told = [Problem(p.line, p.column, p.reason) for p in problems[:_MOST_PROBLEMS]]
        show_problems(console, answer.file.path, answer.file.text, told)
        if len(problems) > len(told):
            more = len(problems) - len(told)
            console.print(Text(f"{plural(more, 'more line')} that GitHub skips; --json lists all."))
        console.print()
    console.print(_counts(answer))
    console.print(Text(_where(answer), "dim"))


def _counts(answer: Answer) -> Text:
    """`12 of 340 files have no owner.`"""
    total, noun = len(answer.owned), "file" if answer.is_all else "path"
    if not total:
        return Text("No paths were asked for." if not answer.is_all else "There are no files.")
    bare = sum(not (each.rule and each.rule.owners) for each in answer.owned)
    if not bare:
        said = "It has an owner." if total == 1 else f"All {total:,} {noun}s have owners."
        return Text(said, "green")
    if total == 1:
        return Text("It has no owner.", "yellow")
    verb = "has" if bare == 1 else "have"
    return Text(f"{bare:,} of {plural(total, noun)} {verb} no owner.", "yellow")


def _where(answer: Answer) -> str:
    """`By .github/CODEOWNERS at main (1a2b3c4). 2 of the paths are not there.`"""
    at = f" at {visible(answer.branch)} ({answer.commit[:7]})" if answer.commit else ""
    said = f"By {visible(answer.file.path)}{at}."
    absent = sum(not each.is_there for each in answer.owned)
    if absent and answer.commit:
        said += f" {absent:,} of the paths {'is' if absent == 1 else 'are'} not in that commit."
    return said
