"""The decision log on the terminal: a timeline, then every record with what became of it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from rich.console import Console
from rich.text import Text

from checks.engine.words import plural, visible
from cli.adr.reading import Reading
from cli.adr.statuses import counted
from cli.adr.table import Row, show_rows, successors, where
from cli.adr.timeline import timeline
from cli.terminal import printed, sign
from decisions.log import DecisionLog, LogEntry

_MOST_NUMBERS = 8


def show_log(log: DecisionLog, reading: Reading) -> None:
    """Print `log`, which was made from `reading`."""
    printed(lambda console: _show(log, reading, console))


def _show(log: DecisionLog, reading: Reading, console: Console) -> None:
    drawn = list(timeline(log, reading.commit.committed.date(), console))
    for line in drawn:
        console.print(line)
    if drawn:
        console.print()
    rows = [Row(entry.record, tuple(_below(entry, console))) for entry in log.entries]
    show_rows(rows, console)
    for path in log.unread:
        console.print(Text(f"{visible(path)} is a link or no text, and was not read.", "yellow"))
    if log.entries:
        counts = Counter(entry.record.status for entry in log.entries)
        console.print(Text(f"{plural(len(log.entries), 'record')}: ") + counted(counts))
    console.print(Text(where(reading), "dim"))


def _below(entry: LogEntry, console: Console) -> Iterator[str]:
    yield from successors(entry.record, entry.superseded_by, console)
    if entry.implemented_by:
        yield f"{sign(console, '✓', '+')} carried out by {_numbers(entry.implemented_by)}"
    if entry.waived_by:
        yield f"{sign(console, '✗', 'x')} waived by {_numbers(entry.waived_by)}"


def _numbers(numbers: Sequence[int]) -> str:
    """The latest first, as people ask for what happened lately."""
    latest = sorted(numbers, reverse=True)
    left = len(latest) - _MOST_NUMBERS
    shown = ", ".join(f"#{number}" for number in latest[:_MOST_NUMBERS])
    return f"{shown} and {left:,} more" if left > 0 else shown
