"""The indebted files that are touched most: where a repair is felt soonest."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from checks.engine.words import code, code_path, listing, plural
from rituals.engine.debt_growth import Growth, debt_growth
from rituals.engine.facts import Changes, LabelledIssues
from rituals.parts.columns import filled_table
from rituals.parts.issues import note_of
from snapshot.hotspot import Hotspot

_MOST_FILES: Final = 10
_MOST_REFERENCES: Final = 4


@dataclass(frozen=True, slots=True)
class _File:
    """A file with debt in it; `hotspot` is None where it is none of those that cost most.
    `repository` is "" for the ritual's own.
    """

    repository: str
    path: str
    debts: tuple[str, ...]
    growth: Growth | None
    hotspot: Hotspot | None

    @property
    def order(self) -> tuple[int, int, str]:
        net = self.growth.net if self.growth else 0
        rank = self.hotspot.rank if self.hotspot else 10**6
        return (rank, -(len(self.debts) + max(0, net)), f"{self.repository}:{self.path}")


def files_section(
    hotspots: Sequence[Hotspot],
    debt: LabelledIssues,
    changes: Changes | None,
    markers: tuple[str, ...],
) -> str:
    """A table of files in which debt lies or grew; "" when there is none."""
    growth = {g.path: g for g in debt_growth(changes.files if changes else (), markers)}
    files = _indebted(hotspots, debt, growth)
    rows = [_row(file) for file in files[:_MOST_FILES]]
    months = hotspots[0].months if hotspots else 0
    since = f"Changed in {plural(months, 'month')}"
    header = ("File", "Repository", since, "Fixes", "Lines", "Debt", "Markers")
    more = len(files) - len(rows)
    parts = [
        _heading(files) if rows or growth else "",
        filled_table(header, rows),
        f"{plural(more, 'more file')} with debt." if more > 0 else "",
        _grown(growth, changes, markers) if changes else "",
    ]
    return "\n\n".join(part for part in parts if part) if rows or growth else ""


def _heading(files: Sequence[_File]) -> str:
    """In which order they stand, where it is known how often they were touched."""
    order = ", the most touched first" if any(file.hotspot for file in files) else ""
    return f"### Indebted files{order}"


def _indebted(
    hotspots: Sequence[Hotspot], debt: LabelledIssues, growth: dict[str, Growth]
) -> list[_File]:
    spots = {("", spot.path): spot for spot in hotspots}
    grown = {("", path): each for path, each in growth.items()}
    debts: defaultdict[tuple[str, str], list[str]] = defaultdict(list)
    for issue in debt.issues:
        for path in note_of(issue).paths:
            debts[issue.repository, path].append(issue.reference)
    keys = {*debts, *(key for key, each in grown.items() if each.net > 0)}
    files = [_File(*key, tuple(debts[key]), grown.get(key), spots.get(key)) for key in keys]
    return sorted(files, key=lambda file: file.order)


def _row(file: _File) -> tuple[str, ...]:
    spot, growth = file.hotspot, file.growth
    return (
        code_path(file.path, 60),
        code(file.repository) if file.repository else "",
        f"{spot.changes:,}×" if spot else "",
        f"{spot.fixes:,}" if spot and spot.fixes else "",
        f"{spot.lines:,}" if spot and spot.lines else "",
        listing(file.debts, _MOST_REFERENCES),
        f"{growth.net:+,}" if growth and growth.net else "",
    )


def _grown(growth: dict[str, Growth], changes: Changes, markers: tuple[str, ...]) -> str:
    """What came and went, in one sentence, and what could not be counted."""
    names = ", ".join(map(code, markers))
    added, removed = sum(g.added for g in growth.values()), sum(g.removed for g in growth.values())
    since = f"since {code(changes.since_oid[:7])}, the commit of the last sprint"
    counted = (
        f"Comment lines with a marker ({names}) {since}: {added:,} added, {removed:,} removed."
        if growth
        else ""
    )
    return " ".join(part for part in (counted, *changes.unreadable) if part)
