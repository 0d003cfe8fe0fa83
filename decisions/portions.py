"""Divides a long log into portions that mostly stay as they are when entries come, go or move."""

from __future__ import annotations

import zlib
from collections.abc import Iterable, Iterator

from checks.engine.words import size
from decisions.log import LogEntry
from decisions.tables import Places, log_row

LEAST = 32_000
MOST = 52_000
"""Bytes of the rows of one portion. What GitHub takes is 65,536 characters for a whole text."""

_ONE_IN = 24


def portions(entries: Iterable[LogEntry], places: Places) -> Iterator[tuple[LogEntry, ...]]:
    """The entries in their order, all in one portion where `MOST` allows it, else in portions of
    `LEAST` to `MOST` bytes, of which the last may be shorter.

    Of several, each ends at an entry that is marked as an end by its own path, not at a certain
    count: so another row further up moves the ends of few portions, mostly of none.
    """
    sizes = [(entry, sum(size(cell) + 3 for cell in log_row(entry, places))) for entry in entries]
    if sum(length for _, length in sizes) <= MOST:
        yield tuple(entry for entry, _ in sizes)
        return
    portion: list[LogEntry] = []
    used = 0
    for entry, length in sizes:
        if portion and (used + length > MOST or (used >= LEAST and _is_end(portion[-1]))):
            yield tuple(portion)
            portion, used = [], 0
        portion.append(entry)
        used += length
    yield tuple(portion)


def _is_end(entry: LogEntry) -> bool:
    return zlib.crc32(entry.record.path.encode(errors="surrogatepass")) % _ONE_IN == 0
