"""Which reminders are missing: dates that have come, compared with the issues that stand.

An issue of ours says in hidden markers which dates it reminds of. Closed ones count: whoever closed
it has seen it. A date that was moved is another date.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import quote, unquote

from snapshot.record_names import number_in

if TYPE_CHECKING:
    # Who only reads what was reminded of, as the clock does, needs no records.
    from decisions.dates import RecordDate

MOST_SINGLE = 5
"""Dates that come at once get an issue each; more than so many share one."""

MOST_TOGETHER = 100
"""Dates in one shared issue; what is left gets the next one."""

_MOST_OF_MARKERS = 30_000

_MARKER = re.compile(
    r"^<!-- plumbline:decision-date (?P<kind>[a-z]+) (?P<since>\d{4}-\d{2}-\d{2}) (?P<path>[^ ]+)"
    r" -->[ \t\r]*$",
    re.MULTILINE,
)


@dataclass(frozen=True, slots=True)
class Reminded:
    """What a reminder was about: the kind of date, the date the record set, and the record."""

    kind: str
    since: str
    path: str

    @classmethod
    def of(cls, record_date: RecordDate) -> Reminded:
        return cls(record_date.kind, record_date.since.isoformat(), record_date.record.path)

    @property
    def marker(self) -> str:
        """The hidden line that makes a reminder findable again."""
        return f"<!-- plumbline:decision-date {self.kind} {self.since} {_quoted(self.path)} -->"


def reminded_in(body: str) -> tuple[Reminded, ...]:
    """What an issue of ours reminds of, by its markers."""
    return tuple(
        Reminded(found["kind"], found["since"], unquote(found["path"], errors="surrogatepass"))
        for found in _MARKER.finditer(body)
    )


def missing(
    come: Iterable[RecordDate], reminded: Iterable[Reminded], paths: AbstractSet[str]
) -> tuple[RecordDate, ...]:
    """Of the dates that have come, those that nobody was reminded of.

    `paths` are all records there are: a reminder of one that is gone stands for the record of the
    same number or file name, since that is what it was renamed to or where it was moved.
    """
    known = tuple(reminded)
    exact = frozenset(known)
    left = [one for one in known if one.path not in paths]
    return tuple(
        each
        for each in come
        if Reminded.of(each) not in exact and not any(_is_renamed(one, each) for one in left)
    )


def grouped(due: Sequence[RecordDate]) -> tuple[tuple[RecordDate, ...], ...]:
    """The dates that share an issue: each has its own, unless very many come at once.

    After a look at a repository with a long past, one list is more use than a flood of issues.
    """
    if len(due) <= MOST_SINGLE:
        return tuple((each,) for each in due)
    shared: list[RecordDate] = []
    used = 0
    for each in due[:MOST_TOGETHER]:
        used += len(Reminded.of(each).marker)
        if shared and used > _MOST_OF_MARKERS:
            break
        shared.append(each)
    return (tuple(shared),)


def _is_renamed(before: Reminded, now: RecordDate) -> bool:
    if (before.kind, before.since) != (now.kind, now.since.isoformat()):
        return False
    path = now.record.path
    same_name = before.path.rpartition("/")[2] == path.rpartition("/")[2]
    number = number_in(before.path)
    return same_name or (number is not None and number == number_in(path))


def _quoted(path: str) -> str:
    # A dash stays readable alone; two of them could end the hidden comment.
    return quote(path, errors="surrogatepass").replace("--", "%2D%2D")
