"""Decision records: the sections that a record has to have."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from checks.engine.words import code, code_path, listing
from checks.parts.decision_records.finding import RecordFinding
from snapshot.record import Record, Section
from snapshot.record_family import RecordFamily

_NUMBERING = re.compile(r"(?:\d{1,2}[.)]?)+\s+")


def section_findings(record: Record, family: RecordFamily) -> Iterator[RecordFinding]:
    """The finding for sections that the family requires and that are missing or not filled."""
    missing: list[str] = []
    unfilled: list[Section] = []
    for synonyms in family.required_sections:
        found = [section for section in record.sections if is_called(section, synonyms)]
        if not found:
            missing.append(synonyms[0])
        elif not any(section.is_filled for section in found):
            unfilled.append(found[0])
    if not missing and not unfilled:
        return
    told = []
    if missing:
        nouns = "section" if len(missing) == 1 else "sections"
        told.append(f"has no {nouns} {_named(missing, 'or')}")
    if unfilled:
        told.append(f"has nothing below {_named([section.title for section in unfilled], 'and')}")
    yield RecordFinding(
        "section-missing",
        "error",
        record.path,
        unfilled[0].line if unfilled else record.title_line or 1,
        f"{code_path(record.path)} {' and '.join(told)}.",
        f"Fill in what the policy asks of such a record: "
        f"{_named([names[0] for names in family.required_sections], 'and')}.",
        about=tuple(sorted([*missing, *(section.title for section in unfilled)])),
    )


def is_called(section: Section, names: Sequence[str]) -> bool:
    """True for a heading of one of these names, and for one with more behind "and", "or" or a
    colon: "Context and Problem Statement" is the context.
    """
    title = _NUMBERING.sub("", section.title.strip().casefold(), count=1).strip(" :*_#.")
    return any(
        title == name or re.match(rf"{re.escape(name)}(?: and | or | & |:| ?/| \()", title)
        for name in (" ".join(name.split()).casefold() for name in names)
    )


def _named(names: Sequence[str], last_word: str) -> str:
    return listing([code(name, 60) for name in names], 8, last_word)
