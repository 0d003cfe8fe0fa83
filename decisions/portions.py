"""Divides a long log into portions that mostly stay as they are when entries come, go or move."""

from __future__ import annotations

import zlib
from collections.abc import Iterable, Iterator

from decisions.log import LogEntry
from decisions.tables import Places, log_row

LEAST = 24_000
MOST = 44_000
"""Characters of the rows of one portion. What GitHub takes is 65,536 for a whole text."""

_ONE_IN = 24


def portions(entries: Iterable[LogEntry], places: Places) -> Iterator[tuple[LogEntry, ...]]:
    """The entries in their order, in portions of `LEAST` to `MOST` characters; only the last may be
    shorter, and nothing at all is one empty portion.

    A portion ends at an entry that is marked as an end by its own path, not at a certain count: so
    another row further up moves the ends of few portions, mostly of none.
    """
    portion: list[LogEntry] = []
    used = 0
    for entry in entries:
        length = sum(len(cell) + 4 for cell in log_row(entry, places))
        if portion and (used + length > MOST or (used >= LEAST and _is_end(portion[-1]))):
            yield tuple(portion)
            portion, used = [], 0
        portion.append(entry)
        used += length
    yield tuple(portion)


def _is_end(entry: LogEntry) -> bool:
    return zlib.crc32(entry.record.path.encode(errors="surrogatepass")) % _ONE_IN == 0
