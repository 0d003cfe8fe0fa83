"""Decision records: what a file is beside the others in its folder."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from checks.engine.words import code, code_path
from checks.parts.decision_records.finding import RecordFinding
from checks.parts.decision_records.naming import FEWEST, awaits_number, taken_apart
from checks.parts.decision_records.numbers import home_of, is_bare_folder, sequence_of
from checks.parts.decision_records.sections import is_called
from snapshot.facts import RecordFile
from snapshot.record_family import RecordFamily, family_of

_OF_A_DECISION = ("Decision", "Decision Outcome", "Context", "Consequences", "Considered Options")
_SELDOM = 0.2


def is_companion(file: RecordFile, files: Mapping[str, RecordFile], family: RecordFamily) -> bool:
    """True for a glossary, a guide for agents, an appendix: neither its name nor its text is like
    a record's, in a family whose records have numbers or dates.
    """
    record = file.record
    if record is None or record.status not in (None, "unknown") or record.is_template:
        return False
    if any(is_called(section, _OF_A_DECISION) for section in record.sections):
        return False
    if is_bare_folder(file.path):
        return any(sequence_of(path) == sequence_of(file.path) for path in _others(file, files))
    if taken_apart(file.path).key != "none" or awaits_number(file.path):
        return False
    return any(
        taken_apart(path).key != "none" and family_of(path, (family,))
        for path in _others(file, files)
    )


def does_without_status(file: RecordFile, files: Mapping[str, RecordFile]) -> bool:
    """True where hardly any of the other records in the folder states a status."""
    others = [other.record for other in _beside(file, files) if other.record]
    stating = sum(record.status is not None for record in others)
    return len(others) >= FEWEST and stating <= _SELDOM * len(others)


def companion(path: str) -> RecordFinding:
    """The note that a file is not judged."""
    return RecordFinding(
        "companion",
        "note",
        path,
        1,
        f"{code_path(path)} has neither a number, nor a status, nor sections as the records in "
        f"{code(home_of(path) or '.')} have; it is taken for a page that accompanies them.",
        "Where it is a record, give it a name and a status as they have.",
    )


def _others(file: RecordFile, files: Mapping[str, RecordFile]) -> Iterable[str]:
    return (path for path in files if path != file.path)


def _beside(file: RecordFile, files: Mapping[str, RecordFile]) -> Iterable[RecordFile]:
    home = home_of(file.path)
    return (f for path, f in files.items() if path != file.path and home_of(path) == home)
