"""Records as a table on the terminal."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from rich.console import Console
from rich.table import Table
from rich.text import Text

from checks.engine.words import plural, shortened, visible
from checks.parts.decision_records.numbers import home_of
from cli.adr.catalogue import Catalogue, Catalogued
from cli.adr.reading import Reading
from cli.adr.statuses import counted, status_text
from cli.terminal import printed, sign
from snapshot.record import Record
from snapshot.record_names import record_name

_MOST_DATE = 12
_OTHER_COLUMNS, _SHORTEST = 38, 20
"""What the columns beside the title take at most, and the fewest characters of a name shown."""


@dataclass(frozen=True, slots=True)
class Row:
    """A record and the lines below its title."""

    record: Record
    below: tuple[str, ...]


def show_records(catalogue: Catalogue) -> None:
    """Print the records by folder, successors below each, and how many have which status."""
    printed(lambda console: _show(catalogue, console))


def show_rows(rows: Sequence[Row], console: Console) -> None:
    """One table for each folder, in the order of numbers."""
    ordered = sorted(rows, key=_place)
    for home, records in groupby(ordered, key=lambda row: home_of(row.record.path)):
        console.print(Text(visible(home or "."), "bold"))
        console.print(_table(list(records), console))
        console.print()


def successors(record: Record, paths: Sequence[str], console: Console) -> Iterator[str]:
    """`→ 0012-use-redis.md` for each of `paths`; with its folder where that is another one. Long
    ones are cut, so that each stays on one line.
    """
    home, room = home_of(record.path), max(_SHORTEST, console.width - _OTHER_COLUMNS)
    for path in paths:
        near = path.removeprefix(f"{home}/") if home_of(path) == home else path
        yield f"{sign(console, '→', '->')} {shortened(visible(near), room)}"


def where(reading: Reading) -> str:
    """`In docs/adr and adr, found by themselves, at main (1a2b3c4).`"""
    how = {"given": "", "policy": ", named in the policy", "found": ", found by themselves"}
    folders = reading.records.folders
    if not folders:
        return f"No folder of records was found at {visible(reading.place)}."
    named = ", ".join(map(visible, folders))
    return f"In {named}{how[reading.how]}, at {visible(reading.place)}."


def _show(catalogue: Catalogue, console: Console) -> None:
    show_rows([_row(each, console) for each in catalogue.records], console)
    for path in catalogue.unread:
        console.print(Text(f"{visible(path)} is a link or no text, and was not read.", "yellow"))
    total = len(catalogue.records)
    if total:
        console.print(Text(f"{plural(total, 'record')}: ") + counted(catalogue.count()))
    console.print(Text(where(catalogue.reading), "dim"))


def _row(each: Catalogued, console: Console) -> Row:
    return Row(each.record, tuple(successors(each.record, each.superseded_by, console)))


def _place(row: Row) -> tuple[str, bool, int, str]:
    record = row.record
    return home_of(record.path), record.number is None, record.number or 0, record.path


def _table(rows: Sequence[Row], console: Console) -> Table:
    table = Table(box=None, pad_edge=False, padding=(0, 2, 0, 0), show_header=False, expand=True)
    table.add_column(justify="right", style="dim", no_wrap=True)
    table.add_column(ratio=1, overflow="fold")
    table.add_column(no_wrap=True)
    table.add_column(no_wrap=True, style="dim")
    for row in rows:
        table.add_row(*_cells(row, console))
    return table


def _cells(row: Row, console: Console) -> tuple[Text, Text, Text, Text]:
    record = row.record
    name = record_name(record.path)
    title = Text(visible(record.title))
    for line in row.below:
        title.append(f"\n{visible(line)}", "dim")
    status = status_text(record.status, record.status_raw, console)
    return Text(name.digits or name.date), title, status, Text(_day(record))


def _day(record: Record) -> str:
    """The date, or what stands in its place, cut to the column."""
    if record.date is None:
        return ""
    return str(record.date.date) if record.date.date else visible(record.date.text[:_MOST_DATE])
