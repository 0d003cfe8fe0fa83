"""Calendars of rituals on the terminal: one in full, many as a table."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final
from zoneinfo import ZoneInfo

from rich.console import Console
from rich.table import Table
from rich.text import Text

from checks.engine.words import visible
from cli.rituals.asked import Asked, Calendars, RepositoryCalendar
from cli.rituals.table import show_table
from cli.terminal import sign
from rituals.engine.calendar import Entry, State
from rituals.page.words import clock_time, how_far, rhythm

SIGNS: Final[Mapping[State, tuple[str, str, str]]] = {
    "coming": ("·", ".", "dim"),
    "open": ("○", "o", "cyan"),
    "due": ("●", "*", "bold yellow"),
    "overdue": ("!", "!", "bold red"),
    "held": ("✓", "+", "green"),
    "missed": ("✗", "x", "red"),
    "removed": ("–", "-", "dim"),
}
"""How a state shows, where the terminal's encoding has it and where not, and its colour."""


def show(found: Calendars, asked: Asked, console: Console) -> None:
    """Print what was found on `console`."""
    if found.account:
        show_table(found, asked, console)
    else:
        for each in found.repositories:
            _show_one(each, console)
    for note in found.notes:
        console.print()
        console.print(Text(note, "dim"))


def _show_one(one: RepositoryCalendar, console: Console) -> None:
    title = Text.assemble((visible(one.repository), "bold"))
    title.append(f", by the policy of {visible(one.place)}" if one.place else "")
    console.print(title)
    if not one.asked:
        console.print()
        console.print(
            Text("The policy asks for no ritual; the section `rituals:` of it asks for some.")
        )
        return
    today = [entry for entry in one.entries if entry.due <= one.now]
    coming = [entry for entry in one.entries if entry.due > one.now]
    for name, entries in (("Until today", today), ("To come", coming)):
        if entries:
            console.print()
            console.print(Text(name, "bold"))
            console.print(_table(one, entries, console))
    console.print()
    _show_rhythms(one, console)


def _table(one: RepositoryCalendar, entries: Sequence[Entry], console: Console) -> Table:
    table = Table(box=None, pad_edge=False, padding=(0, 2, 0, 0), show_header=False)
    table.add_column(no_wrap=True)
    table.add_column(no_wrap=True)
    table.add_column(no_wrap=True, style="dim")
    table.add_column(overflow="fold")
    table.add_column(no_wrap=True)
    for entry in entries:
        table.add_row(*_cells(one, entry, console))
    return table


def _cells(one: RepositoryCalendar, entry: Entry, console: Console) -> tuple[Text, ...]:
    shown, plain, style = SIGNS[entry.state]
    zone = one.zone_of(entry.ritual)
    today = one.now.astimezone(ZoneInfo(zone)).date()
    when = f"{entry.day:%a} {entry.day.day:>2} {entry.day:%b %Y} {clock_time(entry.due, zone)}"
    title = Text.assemble(visible(entry.title), (f" {entry.occurrence}", "dim"))
    if entry.holder:
        title.append(f"  {visible(entry.holder)}", "cyan")
    issue = f"#{entry.issue}" if entry.issue else ""
    state = Text(f"{sign(console, shown, plain)} {entry.state}", style)
    return state, Text(when), Text(how_far(entry.day, today)), title, Text(issue, "green")


def _show_rhythms(one: RepositoryCalendar, console: Console) -> None:
    for ritual, settings in one.asked:
        said = f"{visible(ritual.title)}: {rhythm(settings)} at {settings.at}, {settings.time_zone}"
        if len(settings.rotation) > 1:
            said += f"; {len(settings.rotation)} people in turn"
        console.print(Text(f"{said}.", "dim"))
