"""When decisions were made, as columns of blocks on the terminal: one line for each status."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from datetime import date
from typing import Final

from rich.cells import cell_len
from rich.console import Console
from rich.text import Text

from cli.adr.statuses import STYLES
from decisions.log import DecisionLog
from decisions.page.spans import Scale, is_plausible, scale_of
from snapshot.record_status import Status

_BLOCKS: Final = "▁▂▃▄▅▆▇█"
_DIGITS: Final = "123456789"
_FEWEST: Final = 3
"""Dates that make a timeline; fewer are seen at a glance in the table."""

_MOST_WIDTH: Final = 4
_YEAR: Final = 5


def timeline(log: DecisionLog, today: date, console: Console) -> Iterator[Text]:
    """The lines of the drawing; none where hardly any record has a date."""
    dated = [
        (entry.record.status, entry.record.date.date)
        for entry in log.entries
        if entry.record.date and entry.record.date.date
    ]
    dated = [(status, day) for status, day in dated if is_plausible(day, today)]
    if len(dated) < _FEWEST:
        return
    scale = scale_of(day for _, day in dated)
    counts: Counter[tuple[Status | None, int]] = Counter(
        (status, scale.place(day)) for status, day in dated
    )
    names = {s: s or "no status" for s in STYLES if any(status == s for status, _ in counts)}
    label = max(cell_len(name) for name in names.values()) + 2
    width = max(1, min(_MOST_WIDTH, (console.width - label) // scale.count))
    for status, name in names.items():
        blocks = "".join(
            _block(counts[status, place], max(counts.values()), console) * width
            for place in range(scale.count)
        )
        yield Text.assemble((name.ljust(label), "dim"), (blocks, STYLES[status]))
    yield Text(" " * label + _years(scale, width), "dim")


def _block(count: int, most: int, console: Console) -> str:
    if not count:
        return " "
    if not console.encoding.startswith("utf"):
        return _DIGITS[min(count, len(_DIGITS)) - 1]
    return _BLOCKS[-(-count * len(_BLOCKS) // most) - 1]


def _years(scale: Scale, width: int) -> str:
    """The names of the years below their first columns, where there is room for them."""
    line = ""
    for place in range(scale.count):
        at = place * width
        if (place == 0 or scale.begins_year(place)) and at >= len(line):
            line = line.ljust(at) + str(scale.year(place)).ljust(_YEAR)
    return line.rstrip()
