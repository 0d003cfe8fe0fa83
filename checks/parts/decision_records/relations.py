"""Decision records: whether what they say about each other agrees."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping

from checks.engine.words import code, code_path
from checks.parts.decision_records.finding import RecordFinding
from snapshot.record import Record, RelationKind
from snapshot.record_lineage import Lineage
from snapshot.record_links import named_records

_IN_PART = re.compile(r"\bpart(?:s|ly|ial|ially)?\b|\bsections?\b", re.IGNORECASE)
_REFERENCE = re.compile(r"\bsee\b|\d", re.IGNORECASE)
_OPEN = ("accepted", "proposed")


def relation_findings(
    records: Mapping[str, Record], lineage: Lineage, first: Collection[str]
) -> Iterator[RecordFinding]:
    """What is to be said about `records` (by path) and `lineage`, which was made of them.

    A circle is shown at the first of its records that is among `first`.
    """
    for dangling in lineage.dangling():
        yield _unresolved(dangling.path, dangling.line, dangling.text)
    one_sided = {(said.path, said.other, said.kind) for said in lineage.one_sided()}
    for path, record in records.items():
        yield from _about_itself(record, lineage)
        if _lacks_successor(record, lineage):
            yield _no_successor(record)
        for old in lineage.supersedes(path):
            if old in records and old != path:
                yield from _pair(record, records[old], lineage, one_sided)
    for cycle in lineage.cycles():
        if len(cycle) > 1:
            yield _cycle(cycle, records, lineage, first)


def _unresolved(path: str, line: int, text: str) -> RecordFinding:
    return RecordFinding(
        "unresolved-reference",
        "error",
        path,
        line,
        f"{code_path(path)}, line {line}, refers to {code(text, 100)}, which is no record here.",
        "Correct the reference, or name the record by its path or address.",
        about=(text,),
    )


def _about_itself(record: Record, lineage: Lineage) -> Iterator[RecordFinding]:
    for relation in (*record.related("supersedes"), *record.related("superseded_by")):
        if record.path in (lineage.resolve(c, record.path) for c in relation.citations):
            yield RecordFinding(
                "supersedes-itself",
                "error",
                record.path,
                relation.line,
                f"{code_path(record.path)}, line {relation.line}, names itself: "
                f"{code(relation.text, 100)}.",
                "Name the other record there.",
            )


def _lacks_successor(record: Record, lineage: Lineage) -> bool:
    return (
        record.status == "superseded"
        and not record.related("superseded_by")
        and not lineage.superseded_by(record.path)
        and not any(_REFERENCE.search(remark) for remark in record.remarks)
    )


def _no_successor(record: Record) -> RecordFinding:
    line = record.status_line or 1
    return RecordFinding(
        "no-successor",
        "warning",
        record.path,
        line,
        f"{code_path(record.path)}, line {line}, is superseded, and nothing says by which record.",
        "Name the successor beside the status, as in `Superseded by ADR-12`; where there is none, "
        "the word is `Deprecated`.",
    )


def _pair(
    new: Record, old: Record, lineage: Lineage, one_sided: Collection[tuple[str, str, str]]
) -> Iterator[RecordFinding]:
    if (new.path, old.path, "supersedes") in one_sided:
        if not _points_to(old, new, lineage):
            yield _old_is_silent(new, old, lineage)
        return
    if (old.path, new.path, "superseded_by") in one_sided:
        yield _new_is_silent(new, old, lineage)
    if old.status in _OPEN and not _in_part(new, old):
        yield _still_open(new, old, lineage)


def _points_to(old: Record, new: Record, lineage: Lineage) -> bool:
    """True where a superseded record names the other one below its status without more words."""
    return old.status == "superseded" and any(
        lineage.resolve(citation, old.path) == new.path
        for remark in (old.status_raw, *old.remarks)
        for citation in named_records(remark)
    )


def _old_is_silent(new: Record, old: Record, lineage: Lineage) -> RecordFinding:
    line = _line(new, "supersedes", old, lineage)
    return RecordFinding(
        "one-sided-supersession",
        "error",
        new.path,
        line,
        f"{code_path(new.path)}, line {line}, says that it supersedes {code_path(old.path)}, which "
        f"does not say so: {_status_of(old)}.",
        f"Say in the old record, with a link to {code_path(new.path)}, which part it replaces."
        if _in_part(new, old)
        else f"Mark the old record as superseded, with a link to {code_path(new.path)}.",
        about=(old.path,),
    )


def _new_is_silent(new: Record, old: Record, lineage: Lineage) -> RecordFinding:
    line = _line(old, "superseded_by", new, lineage)
    return RecordFinding(
        "one-sided-supersession",
        "error",
        old.path,
        line,
        f"{code_path(old.path)}, line {line}, says that {code_path(new.path)} supersedes it, which "
        "does not say so itself.",
        f"Say in the new record that it supersedes {code_path(old.path)}, with a link.",
        about=(new.path,),
    )


def _still_open(new: Record, old: Record, lineage: Lineage) -> RecordFinding:
    line = old.status_line or _line(old, "superseded_by", new, lineage)
    return RecordFinding(
        "superseded-still-open",
        "error",
        old.path,
        line,
        f"{code_path(old.path)} is superseded by {code_path(new.path)}, and yet {_status_of(old)}.",
        "Set its status to superseded.",
        about=(new.path,),
    )


def _status_of(record: Record) -> str:
    if record.status is None:
        return "it states no status"
    return f"its status is {code(record.status_raw, 60)} (line {record.status_line or 1})"


def _line(record: Record, kind: RelationKind, other: Record, lineage: Lineage) -> int:
    """Where `record` says this of `other`."""
    for relation in record.related(kind):
        if other.path in (lineage.resolve(c, record.path) for c in relation.citations):
            return relation.line
    return record.status_line or 1


def _in_part(new: Record, old: Record) -> bool:
    relations = (*new.related("supersedes"), *old.related("superseded_by"))
    texts = (*(relation.text for relation in relations), old.status_raw)
    return any(_IN_PART.search(text) for text in texts)


def _cycle(
    cycle: tuple[str, ...],
    records: Mapping[str, Record],
    lineage: Lineage,
    first: Collection[str],
) -> RecordFinding:
    path = next((path for path in cycle if path in first), cycle[0])
    shown = [code_path(each) for each in _around(path, cycle, lineage)]
    record = records.get(path)
    return RecordFinding(
        "supersession-cycle",
        "error",
        path,
        (record.status_line if record else None) or 1,
        f"These records supersede each other in a circle: {' → '.join(shown)}.",
        "Take out the statement that is wrong, so that one of them is the latest.",
        about=tuple(sorted(cycle)),
    )


def _around(start: str, cycle: Collection[str], lineage: Lineage) -> list[str]:
    """From `start` along those that supersede it within `cycle`, back to one already named."""
    way = [start]
    while True:
        following = [path for path in lineage.superseded_by(way[-1]) if path in cycle]
        new = next((path for path in following if path not in way), following[0])
        way.append(new)
        if new in way[:-1]:
            return way
