"""Tables without the columns that say nothing."""

from __future__ import annotations

from collections.abc import Sequence

from checks.engine.words import table


def filled_table(header: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    """A Markdown table of the columns in which at least one row says something; "" without rows.
    The first column always stays.
    """
    used = [n for n in range(len(header)) if n == 0 or any(row[n] for row in rows)]
    if not rows:
        return ""
    return table([header[n] for n in used], [[row[n] for n in used] for row in rows])
