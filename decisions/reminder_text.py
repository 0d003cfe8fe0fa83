"""What the issue says that reminds of dates: what has come, the facts, and what can be done."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from urllib.parse import quote

from checks.engine.words import bullets, code, cut, listing, plural, shortened, table, visible
from decisions.dates import RecordDate
from decisions.next_steps import next_steps
from decisions.reminders import Reminded
from decisions.tables import LONGEST_TITLE, Places, date_words, quoted, status_words

LONGEST_BODY = 60_000
_MOST_DECIDERS = 10
_LONGEST_HEADLINE = 120


@dataclass(frozen=True, slots=True)
class Reminder:
    """An issue to open. `title` is plain text, `body` Markdown that begins with its markers."""

    title: str
    body: str


def reminder_of(dates: Sequence[RecordDate], today: date, places: Places) -> Reminder:
    """The issue about one date, or the shared one about several."""
    markers = "\n".join(Reminded.of(each).marker for each in dates)
    title, blocks = _single(dates[0], today, places) if len(dates) == 1 else _shared(dates, places)
    return Reminder(title, cut(f"{markers}\n" + "\n\n".join(blocks), LONGEST_BODY))


def _single(due: RecordDate, today: date, places: Places) -> tuple[str, list[str]]:
    record = due.record
    name = _noun(due) + (f" {record.number}" if record.number is not None else "")
    headline = {
        "revisit": f"Look again at {name}",
        "proposed": f"Decide on {name}",
        "experiment": f"Conclude the experiment of {name}",
    }[due.kind]
    steps = "\n".join(f"{n}. {step}" for n, step in enumerate(next_steps(due, today), start=1))
    edit = _edit_link(record.path, places)
    return f"{headline}: {shortened(visible(record.title), _LONGEST_HEADLINE)}", [
        f"{_what_has_come(due)} {_why(due)}",
        table(("Record", _link(due, places)), _facts(due, today, places)),
        f"**What to do now.** One of these, {edit}, and then close this issue:",
        steps,
        "This reminder comes once. It is not repeated for the same date, open or closed.",
    ]


def _shared(dates: Sequence[RecordDate], places: Places) -> tuple[str, list[str]]:
    rows = [(_link(each, places), _in_short(each), status_words(each.record)) for each in dates]
    return f"{len(dates)} records are due for a look", [
        f"{plural(len(dates), 'date')} that records set for themselves "
        "have come. They are listed together, as so many came at once; later ones get an issue "
        "each.",
        table(("Record", "What has come", "Status"), rows),
        "**What to do now.** For each of them one of these, and then close this issue:",
        bullets(
            (
                "It holds: move its date, or accept it.",
                "It does not: reject it, or write a new record and name it as the successor.",
                "An experiment: write down what was found, below a heading `Outcome`.",
            )
        ),
        "This reminder comes once. It is not repeated for the same dates, open or closed.",
    ]


def _what_has_come(due: RecordDate) -> str:
    noun = _noun(due)
    return {
        "revisit": f"This {noun} asks to be looked at again by **{due.since}**, and that day has "
        "come.",
        "proposed": f"This {noun} has been proposed since **{due.since}** and is still open.",
        "experiment": f"The experiment of this {noun} ended on **{due.since}**, and its record "
        "names no outcome yet.",
    }[due.kind]


def _why(due: RecordDate) -> str:
    return {
        "revisit": "Its authors expected that its reasons might not last.",
        "proposed": "As long as it is, nobody knows whether to build on it.",
        "experiment": "Without one, what was learned is lost with those who ran it.",
    }[due.kind]


def _in_short(due: RecordDate) -> str:
    return {
        "revisit": f"to be looked at again by {due.since}",
        "proposed": f"proposed since {due.since}",
        "experiment": f"experiment ended on {due.since} without an outcome",
    }[due.kind]


def _facts(due: RecordDate, today: date, places: Places) -> list[tuple[str, str]]:
    record = due.record
    facts = [("Status", status_words(record) or "none stated")]
    if record.date:
        age = f", {plural((today - record.date.date).days, 'day')} ago" if record.date.date else ""
        facts.append(("Date", f"{date_words(record)}{age}"))
    if record.deciders:
        facts.append(
            ("Decided by", listing([code(d, 60) for d in record.deciders], _MOST_DECIDERS))
        )
    experiment = record.experiment if due.kind == "experiment" else None
    if experiment and experiment.hypothesis:
        facts.append(("Hypothesis", code(experiment.hypothesis, 300)))
    if experiment and experiment.metric:
        facts.append(("Metric", code(experiment.metric, 300)))
    if due.entry.implemented_by:
        numbers = [places.pull_request(n) for n in due.entry.implemented_by[-8:]]
        facts.append(("Carried out by", ", ".join(numbers)))
    return facts


def _link(due: RecordDate, places: Places) -> str:
    record = due.record
    number = f"{record.number}. " if record.number is not None else ""
    return places.file_link(f"{number}{code(record.title, LONGEST_TITLE)}", record.path)


def _edit_link(path: str, places: Places) -> str:
    if not places.url:
        return "in the record"
    return f"[in the record]({places.url}/edit/{quote(places.branch)}/{quoted(path)})"


def _noun(due: RecordDate) -> str:
    return "decision" if due.entry.family == "adr" else "record"
