"""Whom it concerns when an open pull request begins to do something else to records."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from checks.parts.decision_records.numbers import Clash, first_clashes, sequence_of
from snapshot.record_names import number_in
from snapshot.record_work import RecordWork


def concerned(
    rows: Iterable[RecordWork], before: RecordWork | None, after: RecordWork | None
) -> tuple[RecordWork, ...]:
    """The rows, sorted by number, that have something in common with a pull request's row as it was
    or as it became, or that are to take another number because of it; none when it says the same as
    before.
    """
    rows = tuple(rows)
    if _deeds(before) == _deeds(after):
        return ()
    changed = [(row.base_name, _places(row)) for row in (before, after) if row is not None]
    own = {row.number for row in (before, after) if row is not None}
    found = {
        row.number: row
        for row in rows
        for base_name, places in changed
        if row.number not in own
        and row.base_name == base_name
        and not places.isdisjoint(_places(row))
    }
    others = [row for row in rows if row.number not in own]
    found |= {row.number: row for row in _renumbered(others, before, after)}
    return tuple(found[number] for number in sorted(found))


def _renumbered(
    rows: Iterable[RecordWork], before: RecordWork | None, after: RecordWork | None
) -> Iterator[RecordWork]:
    """Those who must take a free number, where another one is free now."""
    rows = tuple(rows)
    offered, offered_now = (_offers((*rows, own) if own else rows) for own in (before, after))
    return (row for row in rows if offered.get(row.number) != offered_now.get(row.number))


def _offers(rows: Iterable[RecordWork]) -> Mapping[int, frozenset[Clash]]:
    """The clashes of each row with the others; those with the base are not known here."""
    found: dict[int, frozenset[Clash]] = {}
    for base_name in {row.base_name for row in rows}:
        works = sorted((row.number, row.added) for row in rows if row.base_name == base_name)
        for (number, _), clash in first_clashes((), works).items():
            found[number] = found.get(number, frozenset()) | {clash}
    return found


def _deeds(row: RecordWork | None) -> object:
    """All of a row that others are told about; None when that is nothing."""
    if row is None or not (row.added or row.edited):
        return None
    return row.base_name, row.added, row.edited, row.restated, row.superseded


def _places(row: RecordWork) -> frozenset[object]:
    """What two pull requests can collide at: paths, and numbers where these count."""
    paths = (*row.added, *row.edited, *row.restated, *row.superseded)
    numbers = ((sequence_of(path), number_in(path)) for path in row.added if sequence_of(path))
    return frozenset((*paths, *numbers))
