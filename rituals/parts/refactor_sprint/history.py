"""The numbers of earlier sprints, carried from issue to issue in a hidden line.

So they are found again from GitHub alone, with one issue read instead of all. People may edit the
line: what is not in its form is passed over.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

MOST_SPRINTS: Final = 12
"""That a line holds, the newest ones."""

_LINE: Final = re.compile(r"^<!-- plumbline:sprints(?P<rows>[^<>\n]{0,2000}) -->[ \t\r]*$", re.M)
_ROW: Final = re.compile(
    r"(?P<id>[0-9]{4}-(?:W[0-9]{2}|[0-9]{2}(?:-[0-9]{2})?))="
    r"(?P<planned>[0-9]{1,6})/(?P<done>[0-9]{1,6})/(?P<merged>[0-9]{1,6})/(?P<share>[0-9]{1,6})"
)


@dataclass(frozen=True, slots=True)
class Sprint:
    """From one sprint to the next: what it `planned` and `done` (items), and of the `merged` pull
    requests that were looked at how many were `foundational`.
    """

    occurrence: str
    planned: int
    done: int
    merged: int
    foundational: int

    @property
    def percent(self) -> int:
        """The foundational share, rounded down; 0 when nothing was merged."""
        return 100 * self.foundational // self.merged if self.merged else 0


def read_history(body: str) -> tuple[Sprint, ...]:
    """The sprints that the text of a sprint's issue remembers, oldest first."""
    line = _LINE.search(body)
    return tuple(_sprints(line["rows"]))[-MOST_SPRINTS:] if line else ()


def history_line(sprints: Sequence[Sprint]) -> str:
    """The hidden line; "" when there is nothing to remember."""
    rows = " ".join(
        f"{s.occurrence}={s.planned}/{s.done}/{s.merged}/{s.foundational}"
        for s in sprints[-MOST_SPRINTS:]
    )
    return f"<!-- plumbline:sprints {rows} -->" if rows else ""


def _sprints(rows: str) -> Iterator[Sprint]:
    for text in rows.split():
        row = _ROW.fullmatch(text)
        if row is None:
            continue
        planned, done, merged, share = (int(row[n]) for n in ("planned", "done", "merged", "share"))
        yield Sprint(row["id"], planned, min(done, planned), merged, min(share, merged))
