"""Lines of a file on the terminal: problems of a policy, each with its line and a pointer."""

from __future__ import annotations

import textwrap
from collections.abc import Sequence

from rich.cells import cell_len
from rich.console import Console
from rich.text import Text

from checks.engine.words import plural, shortened, visible
from config.policy import Problem

_MARGIN = 6


def show_problems(console: Console, name: str, text: str, problems: Sequence[Problem]) -> None:
    """Print `problems` of the file called `name`, whose content is `text`, in their order."""
    lines = text.removeprefix("\ufeff").splitlines()
    for problem in problems:
        place = f"{visible(name)}:{problem.line}:{problem.column}"
        said = Text.assemble((place, "bold"), ": ", (visible(problem.message), "red"))
        console.print(said, soft_wrap=True)
        if problem.line <= len(lines):
            _show_line(console, lines[problem.line - 1], problem)
        if problem.remedy:
            console.print(Text(_indented(visible(problem.remedy), console.width), "green"))
        console.print()
    console.print(Text(f"{visible(name)} has {plural(len(problems), 'problem')}.", "bold"))


def _indented(words: str, width: int) -> str:
    indent = " " * (_MARGIN + 3)
    return textwrap.fill(words, max(width - 1, 40), initial_indent=indent, subsequent_indent=indent)


def line_shown(line: str, number: int, width: int) -> Text:
    """The line behind its number, cut to `width`."""
    room = max(20, width - _MARGIN - 3)
    return Text(f"{number:>{_MARGIN}} │ {shortened(visible(line), room)}", "dim")


def _show_line(console: Console, line: str, problem: Problem) -> None:
    """The line cut to the console's width around the spot, and a caret below the spot."""
    spot = problem.column - 1
    before, after = visible(line[:spot]), visible(line[spot:])
    room = max(20, console.width - _MARGIN - 3)
    if len(before) > room * 2 // 3:
        before = "…" + before[-(room * 2 // 3) :]
    shown = (before + after)[:room]
    console.print(Text(f"{problem.line:>{_MARGIN}} │ {shown}", "dim"), no_wrap=True)
    console.print(Text(f"{'':>{_MARGIN}} │ {' ' * cell_len(before)}^", "dim"), no_wrap=True)
