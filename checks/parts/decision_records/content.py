"""Decision records: what one record has to say, whatever the others do."""

from __future__ import annotations

import re
from collections.abc import Iterator

from checks.engine.words import code, code_path, listing
from checks.parts.decision_records.finding import RecordFinding
from checks.parts.decision_records.sections import section_findings
from snapshot.facts import RecordFile
from snapshot.record import DateNote, Record
from snapshot.record_family import RecordFamily
from snapshot.record_names import number_in

_NUMBER_IN_TITLE = re.compile(
    r"\[?(?:(?:m?adr|decision(?: record)?)[-_ #]{0,3}(?P<named>\d{1,6})(?!\d|\.\d)"
    r"|(?P<plain>\d{1,6})\]?\s*(?:[:)–—|]|\.(?!\d)|-(?=\s)|(?<=\d{4})-))",
    re.IGNORECASE,
)
_CHOICES = re.compile(r"(?:proposed|accepted|rejected|declined)\s?\|", re.IGNORECASE)
_DATE_FORM = "Write it as year, month and day, such as `2026-11-23`."
_STATUSES = "`proposed`, `accepted`, `rejected`, `deprecated` and `superseded`"


def content_findings(file: RecordFile, family: RecordFamily) -> Iterator[RecordFinding]:
    """What is to be said about one record of `family` by itself."""
    record = file.record
    if family.needs_number and number_in(file.path) is None:
        yield _number_missing(file.path)
    if record is None:
        yield _unread(file.path)
    elif record.is_template:
        yield _template(record)
    else:
        if record.is_stub:
            yield _stub(record)
        else:
            yield from section_findings(record, family)
        yield from _status(record, family)
        yield from _unreadable_parts(record)
        yield from _dates(record)
        yield from _title_number(record)


def _unread(path: str) -> RecordFinding:
    return RecordFinding(
        "unread",
        "note",
        path,
        1,
        f"{code_path(path)} could not be read as a record: it is a link, no text, or too large.",
        "Replace a link or a binary file by the text itself.",
    )


def _number_missing(path: str) -> RecordFinding:
    return RecordFinding(
        "number-missing",
        "error",
        path,
        1,
        f"The name of {code_path(path)} has no number.",
        "Begin the file name with the next free number.",
    )


def _template(record: Record) -> RecordFinding:
    return RecordFinding(
        "template",
        "error",
        record.path,
        record.title_line or 1,
        f"{code_path(record.path)} still is the template: nothing in it is about a decision yet.",
        "Fill in the template's sections, or leave the file out until there is something to say.",
    )


def _stub(record: Record) -> RecordFinding:
    return RecordFinding(
        "stub",
        "error",
        record.path,
        record.title_line or 1,
        f"{code_path(record.path)} says next to nothing below its title.",
        "Write down what was decided and why; a few sentences are enough.",
    )


def _status(record: Record, family: RecordFamily) -> Iterator[RecordFinding]:
    if record.status == "unknown" and _CHOICES.search(record.status_raw):
        yield RecordFinding(
            "status-missing",
            "error",
            record.path,
            record.status_line or 1,
            f"{code_path(record.path)} still has the template's choice of statuses: "
            f"{code(record.status_raw, 80)}.",
            "Keep the one that is true.",
        )
    elif record.status is None and family.needs_status:
        yield RecordFinding(
            "status-missing",
            "error",
            record.path,
            record.title_line or 1,
            f"{code_path(record.path)} states no status.",
            "State it the way the other records do, for instance `Proposed` below a heading "
            "`Status`, or `status: proposed` in the front matter.",
        )
    elif record.status == "unknown":
        word = code(record.status_raw, 60)
        setting = code(f"records.{family.name}.statuses")
        yield RecordFinding(
            "status-unknown",
            "note",
            record.path,
            record.status_line or 1,
            f"The status {word} of {code_path(record.path)} is not understood. Known are "
            f"{_STATUSES}, with their usual synonyms" + _own_words(family) + ".",
            f"Use one of these, or tell in the policy under {setting} what the word means.",
            about=(record.status_raw,),
        )


def _own_words(family: RecordFamily) -> str:
    words = [code(word, 40) for word, _ in family.statuses]
    return f", and {listing(words, 5)} by the policy" if words else ""


def _unreadable_parts(record: Record) -> Iterator[RecordFinding]:
    for flaw in record.flaws:
        yield RecordFinding(
            "unreadable-part",
            "warning",
            record.path,
            flaw.line,
            flaw.what,
            flaw.remedy,
            about=(flaw.what,),
        )


def _dates(record: Record) -> Iterator[RecordFinding]:
    if record.date and record.date.date is None:
        yield _unreadable(record, record.date, "date", "")
    if record.revisit_by and record.revisit_by.date is None:
        yield _unreadable(record, record.revisit_by, "date to revisit it", _NO_REMINDER)
    ends = record.experiment.ends if record.experiment else None
    if ends and ends.date is None:
        yield _unreadable(record, ends, "end of its experiment", _NO_REMINDER)


_NO_REMINDER = " Nobody can be reminded on that day."


def _unreadable(record: Record, note: DateNote, what: str, so: str) -> RecordFinding:
    return RecordFinding(
        "unreadable-date",
        "warning" if so else "note",
        record.path,
        note.line,
        f"{code(note.text, 60)}, the {what} in {code_path(record.path)}, is no date that can be "
        f"read.{so}",
        _DATE_FORM,
        about=(what,),
    )


def _title_number(record: Record) -> Iterator[RecordFinding]:
    heading = next((s for s in record.sections if s.line == record.title_line), None)
    match = _NUMBER_IN_TITLE.match(heading.title.strip()) if heading else None
    if heading is None or match is None or record.number is None:
        return
    number = match["named"] or match["plain"]
    if int(number) != record.number:
        yield RecordFinding(
            "title-number",
            "note",
            record.path,
            heading.line,
            f"The title of {code_path(record.path)} begins with the number {code(number)}, its "
            f"file name has {record.number}.",
            "Give both the same number; people cite a record by what they read.",
            about=(number,),
        )
