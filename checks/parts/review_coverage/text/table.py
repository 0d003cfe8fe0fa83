"""The map as a table: files, who may approve them, who did, and what is missing."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from checks.engine.words import size, table
from checks.parts.review_coverage.coverage_map import Coverage, Demand, Group
from checks.parts.review_coverage.demand_words import missing
from checks.parts.review_coverage.text.approvals import Approvals
from checks.parts.review_coverage.text.files import paths, rest
from checks.parts.review_coverage.text.words import asked_of
from snapshot.changed_file import ChangedFile
from snapshot.facts import Snapshot

MOST_ROWS = 30
"""Beyond it rows are told more briefly, so that more of them read alike, and then cut."""

_MOST_LINES, _FEWER_LINES = 6, 2
_HEADER = ("Files", "Who may approve", "Approved by", "What is missing")


@dataclass(frozen=True, slots=True)
class _Row:
    """Files that read alike, and what is said of them."""

    files: tuple[ChangedFile, ...]
    is_covered: bool
    cells: tuple[str, ...]


def map_table(coverage: Coverage, snapshot: Snapshot, limit: int) -> str:
    """Files not covered first. Rows beyond `MOST_ROWS` or `limit` bytes are counted; of many rows,
    those with the most files are shown.
    """
    rows, most_lines = _rows(coverage, snapshot, briefly=False), _MOST_LINES
    if len(rows) > MOST_ROWS:
        rows, most_lines = _rows(coverage, snapshot, briefly=True), _FEWER_LINES
    if len(rows) > MOST_ROWS:
        rows.sort(key=lambda row: (row.is_covered, -len(row.files)))
    shown = list(_fitting(rows[:MOST_ROWS], most_lines, limit))
    drawn = table(_HEADER, shown)
    hidden = rows[len(shown) :]
    return f"{drawn}\n\n{_left_out(hidden)}" if hidden else drawn


def _fitting(rows: Sequence[_Row], most_lines: int, limit: int) -> Iterator[tuple[str, ...]]:
    for row in rows:
        cells = (_lines(paths(row.files, most_lines)), *row.cells)
        # Pipes are escaped and borders drawn later on.
        limit -= sum(size(cell) + cell.count("|") + 3 for cell in cells) + 2
        if limit < 0:
            return
        yield cells


def _left_out(rows: Sequence[_Row]) -> str:
    files = [file for row in rows for file in row.files]
    uncovered = sum(len(row.files) for row in rows if not row.is_covered)
    covered = f"{uncovered:,} of them not covered" if uncovered else "all of them covered"
    return f"_… and {rest(files)}, {covered}._"


def _rows(coverage: Coverage, snapshot: Snapshot, *, briefly: bool) -> list[_Row]:
    approvals = Approvals(coverage, snapshot, briefly=briefly)
    asked = {
        demand: asked_of(demand, snapshot)
        for demand in dict.fromkeys(demand for group in coverage.groups for demand in group.demands)
    }
    alike: dict[tuple[bool, tuple[str, ...]], list[ChangedFile]] = defaultdict(list)
    for group in coverage.groups:
        cells = (
            _lines([asked[demand] for demand in _told(group)]),
            _lines(approvals.of(group)),
            missing(group) or "nothing",
        )
        alike[group.is_covered, cells].extend(group.files)
    rows = [
        _Row(tuple(sorted(files, key=lambda file: file.path)), is_covered, cells)
        for (is_covered, cells), files in alike.items()
    ]
    return sorted(rows, key=lambda row: (row.is_covered, row.files[0].path))


def _told(group: Group) -> list[Demand]:
    """The demands to name: one approval of anybody goes without saying where others are asked."""
    named = [one for one in group.demands if one.kind != "anybody" or one.needed > 1]
    return named or list(group.demands)


def _lines(some: Sequence[str]) -> str:
    return "<br>".join(some)
