"""Decision records that wait for somebody: still proposed, or past a date they set themselves."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Final, Literal
from urllib.parse import quote

from checks.engine.words import code, plural
from rituals.engine.carry_over import task
from snapshot.facts import Repository
from snapshot.record import Record

Waiting = Literal["proposed", "revisit", "experiment"]

_RETIRED: Final = frozenset({"rejected", "deprecated", "superseded"})
_LONGEST_TITLE: Final = 90
_LONGEST_ADDRESS: Final = 600
_MOST_EXPIRED: Final = 10


@dataclass(frozen=True, slots=True)
class RecordMatter:
    """Why a record wants to be looked at. `day` is when it was proposed, is to be looked at again,
    or when its experiment ends; None for a proposal without a date.
    """

    record: Record
    kind: Waiting
    day: date | None


def matters(records: Iterable[Record]) -> tuple[RecordMatter, ...]:
    """All of them, past and to come: the earliest first, proposals without a date at the end."""
    found = [
        matter
        for record in records
        if record.status not in _RETIRED and not record.is_template
        for matter in _matters_of(record)
    ]
    return tuple(sorted(found, key=lambda m: (m.day or date.max, m.record.path, m.kind)))


def expired(records: Iterable[Record], today: date) -> tuple[RecordMatter, ...]:
    """Those past the date they set themselves: waivers, decisions to be looked at again, and
    experiments that ended without an outcome.
    """
    return tuple(
        m for m in matters(records) if m.kind != "proposed" and m.day is not None and m.day < today
    )


def expired_section(records: Iterable[Record], repository: Repository, today: date) -> str:
    """Those past their date as tasks, the longest overdue first; "" without any."""
    found = expired(records, today)
    if not found:
        return ""
    lines = [task(line(matter, repository, today)) for matter in found[:_MOST_EXPIRED]]
    more = len(found) - len(lines)
    note = f"\n\n{plural(more, 'further one')} not listed." if more > 0 else ""
    return "### Waivers and decisions past their date\n\n" + "\n".join(lines) + note


def line(matter: RecordMatter, repository: Repository, today: date) -> str:
    """One record, linked, with what it waits for and for how long."""
    return f"{record_link(matter.record, repository)}: {_what(matter, today)}"


def decided_since(records: Iterable[Record], since: date) -> tuple[Record, ...]:
    """The accepted records whose own date is `since` or later, the newest first."""
    dated = (
        (record.date.date, record)
        for record in records
        if record.status == "accepted" and record.date and record.date.date
    )
    newest = sorted(dated, key=lambda pair: (pair[0], pair[1].path), reverse=True)
    return tuple(record for day, record in newest if day >= since)


def record_link(record: Record, repository: Repository) -> str:
    """The title of the link is how an item is known again as one of ours (`carry_over`)."""
    number = f"{record.number}. " if record.number is not None else ""
    words = f"{number}{code(record.title, _LONGEST_TITLE)}"
    path = quote(record.path, errors="surrogatepass")
    branch = quote(repository.default_branch)
    address = f"{repository.url}/blob/{branch}/{path}" if repository.url else f"/{path}"
    shown = address if len(address) <= _LONGEST_ADDRESS else repository.url or "/"
    shown = shown.replace("(", "%28").replace(")", "%29")
    return f'[{words}]({shown} "decision record")'


def _matters_of(record: Record) -> Iterator[RecordMatter]:
    if record.status == "proposed":
        yield RecordMatter(record, "proposed", record.date.date if record.date else None)
    if record.revisit_by and record.revisit_by.date:
        yield RecordMatter(record, "revisit", record.revisit_by.date)
    experiment = record.experiment
    if experiment and experiment.ends and experiment.ends.date and not experiment.outcome:
        yield RecordMatter(record, "experiment", experiment.ends.date)


def _what(matter: RecordMatter, today: date) -> str:
    if matter.day is None:
        return "proposed, without a date"
    days = (today - matter.day).days
    if matter.kind == "proposed":
        return f"proposed {plural(max(0, days), 'day')} ago" if days else "proposed today"
    word = f"{matter.record.kind} ends" if matter.record.kind in ("waiver", "exception") else ""
    if matter.kind == "revisit":
        coming = f"{word or 'to be looked at again'} {matter.day}"
        past = f"{matter.record.kind} ran out" if word else "was to be looked at again"
    else:
        coming, past = f"experiment ends {matter.day}", "experiment ended without an outcome"
    if days > 0:
        return f"{past}, **{plural(days, 'day')} overdue**"
    return coming if days else f"{coming}, today"
