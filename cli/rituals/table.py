"""Many repositories: a line for each, with what comes next and what stands."""

from __future__ import annotations

from collections import Counter

from rich.console import Console
from rich.table import Table
from rich.text import Text

from checks.engine.words import plural, shortened, visible
from cli.rituals.asked import Asked, Calendars, RepositoryCalendar

_LONGEST_TROUBLE = 120
_LONGEST_WHOLE = 40
"""So many columns of a name are never broken, however narrow the terminal."""


def show_table(found: Calendars, asked: Asked, console: Console) -> None:
    """Print the repositories of an account, by name."""
    weeks = plural(asked.weeks, "week")
    console.print(Text.assemble((visible(found.account), "bold"), f", {weeks} back and ahead"))
    console.print()
    table = Table(box=None, pad_edge=False, padding=(0, 2, 0, 0), header_style="dim")
    longest = max((len(visible(each.repository)) for each in found.repositories), default=0)
    table.add_column("repository", overflow="fold", min_width=min(longest, _LONGEST_WHOLE))
    for name in ("held", "missed", "overdue", "due"):
        table.add_column(name, justify="right", no_wrap=True)
    table.add_column("next", overflow="fold")
    for each in found.repositories:
        table.add_row(*_cells(each))
    if found.repositories:
        console.print(table)
    else:
        console.print(Text("No repository asks for a ritual."))
    if any(each.trouble for each in found.repositories):
        console.print()
    for each in found.repositories:
        if each.trouble:
            console.print(Text(shortened(visible(each.trouble), _LONGEST_TROUBLE), "yellow"))
    if found.without:
        console.print()
        some = plural(found.without, "repository", "repositories")
        console.print(Text(f"{some} without rituals.", "dim"))


def _cells(each: RepositoryCalendar) -> tuple[Text, ...]:
    name = Text(visible(each.repository))
    if each.trouble:
        return name, *(Text("") for _ in range(4)), Text("cannot be told, see below", "yellow")
    counts = Counter(entry.state for entry in each.entries)
    coming = [entry for entry in each.entries if entry.due > each.now]
    words = Text("")
    if coming:
        first = coming[0]
        words = Text.assemble(
            f"{first.day.day} {first.day:%b} ",
            visible(first.title),
            (f" {first.occurrence}", "dim"),
        )
    return (
        name,
        _count(counts["held"], "green"),
        _count(counts["missed"], "red"),
        _count(counts["overdue"], "bold red"),
        _count(counts["due"], "yellow"),
        words,
    )


def _count(count: int, style: str) -> Text:
    return Text(f"{count:,}" if count else "", style)
