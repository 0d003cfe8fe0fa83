"""Turns the decision log into rows: foreign text made visible, addresses worked out."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from urllib.parse import quote

from checks.engine.words import shortened, visible
from decisions.log import DecisionLog, LogEntry
from decisions.page.rows import Link, Row
from decisions.page.states import WORDS, state_of
from snapshot.record import Record

_LONGEST_TITLE = 200
_LONGEST_NOTE = 80


def rows_of(log: DecisionLog, today: date) -> tuple[Row, ...]:
    """All rows in the order of the log."""
    maker = _Maker(log, today)
    return tuple(maker.row(place, entry) for place, entry in enumerate(log.entries))


class _Maker:
    def __init__(self, log: DecisionLog, today: date) -> None:
        self._today = today
        self._records = {entry.record.path: entry.record for entry in log.entries}
        url = log.repository.url
        self._home = url if url.startswith(("https://", "http://")) else ""
        self._files = f"{self._home}/blob/{quote(log.branch)}" if self._home else ""

    def row(self, place: int, entry: LogEntry) -> Row:
        record = entry.record
        title = shortened(visible(record.title), _LONGEST_TITLE)
        number = "" if record.number is None else str(record.number)
        path, state, note = visible(record.path), state_of(record), _note(record)
        by = record.revisit_by.date if record.revisit_by else None
        return Row(
            anchor=_anchor(record.path),
            place=place,
            number=number,
            title=Link(title, self._file(record.path)),
            path=path,
            folder=path.rpartition("/")[0],
            family=visible(entry.family),
            state=state,
            note=note,
            when=_when(record),
            day=record.date.date if record.date else None,
            revisit=by.isoformat() if by else "",
            passed=bool(by and by < self._today),
            successors=self._others(entry.superseded_by),
            predecessors=self._others(entry.supersedes),
            carried_out=self._pulls(entry.implemented_by),
            waived=self._pulls(entry.waived_by),
            text=" ".join((number, title, path, WORDS[state], note, _people(record))).lower(),
        )

    def _file(self, path: str) -> str:
        return f"{self._files}/{quote(path)}" if self._files else ""

    def _others(self, paths: Iterable[str]) -> tuple[Link, ...]:
        return tuple(self._other(path) for path in paths)

    def _other(self, path: str) -> Link:
        """By its number and title where it is listed here, else by its file."""
        record = self._records.get(path)
        if record is None:
            return Link(visible(path), self._file(path))
        number = "" if record.number is None else f"{record.number} "
        title = shortened(visible(record.title), _LONGEST_NOTE)
        return Link(f"{number}{title}", f"#{_anchor(path)}")

    def _pulls(self, numbers: Iterable[int]) -> tuple[Link, ...]:
        """The latest first; 0 is a commit that belongs to none."""
        known = sorted((number for number in numbers if number), reverse=True)
        return tuple(
            Link(f"#{number}", f"{self._home}/pull/{number}" if self._home else "")
            for number in known
        )


def _anchor(path: str) -> str:
    return f"record:{quote(path)}"


def _note(record: Record) -> str:
    """Its own words for the status unless they are the normal form and no more."""
    raw = shortened(visible(record.status_raw), _LONGEST_NOTE).strip()
    return "" if raw.casefold().rstrip(".") == record.status else raw


def _when(record: Record) -> str:
    if record.date is None:
        return ""
    if record.date.date is not None:
        return record.date.date.isoformat()
    return shortened(visible(record.date.text), 30)


def _people(record: Record) -> str:
    return visible(" ".join(record.deciders))
