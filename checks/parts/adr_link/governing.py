"""ADR link: decisions that govern paths a pull request changes."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from snapshot.facts import Snapshot
from snapshot.patterns import MOST_GLOBS, BadPattern, Globs
from snapshot.record import Record
from snapshot.record_family import family_of
from snapshot.record_index import RecordIndex
from snapshot.record_names import is_record_path
from snapshot.text_references import references

_NO_LONGER_HOLD = frozenset({"superseded", "rejected", "deprecated"})


@dataclass(frozen=True, slots=True)
class Governing:
    """A decision that applies, and the changed paths it governs."""

    record: Record
    paths: tuple[str, ...]


def governing(snapshot: Snapshot) -> tuple[Governing, ...]:
    """The decisions whose patterns match changed files, at their new or old place; by path.

    Patterns stand in a record's front matter and in the policy. Those that cannot be used match
    nothing, and decisions that hold no longer govern nothing.
    """
    patterns = _patterns(snapshot)
    if not patterns:
        return ()
    governed = _governed(snapshot, patterns)
    found = []
    for file in snapshot.records_at_head if governed else ():
        if file.record and file.path in patterns:
            globs = Globs.compile(patterns[file.path])
            if paths := tuple(filter(globs.matches, governed)):
                found.append(Governing(file.record, paths))
    return tuple(found)


def _governed(snapshot: Snapshot, patterns: Mapping[str, Sequence[str]]) -> list[str]:
    """The changed paths that any pattern matches: asking all patterns at once is fast."""
    every = [pattern for found in patterns.values() for pattern in found]
    parts = [Globs.compile(every[at : at + MOST_GLOBS]) for at in range(0, len(every), MOST_GLOBS)]
    changed = sorted({path for file in snapshot.pull_request.files for path in file.paths})
    return [path for path in changed if any(globs.matches(path) for globs in parts)]


def _patterns(snapshot: Snapshot) -> dict[str, tuple[str, ...]]:
    """The patterns of each decision that holds."""
    by_policy = _by_policy(snapshot)
    patterns = {}
    for file in snapshot.records_at_head:
        record = file.record
        if record is None or record.is_template or record.status in _NO_LONGER_HOLD:
            continue
        family = family_of(file.path, snapshot.families)
        if family is None or not family.decides:
            continue
        wanted = (*record.governs, *by_policy.get(file.path, ()))
        if wanted and (usable := tuple(filter(_is_usable, wanted))[:MOST_GLOBS]):
            patterns[file.path] = usable
    return patterns


def _by_policy(snapshot: Snapshot) -> dict[str, tuple[str, ...]]:
    """What the policy says each record governs, by the record's path."""
    named = [each for family in snapshot.families if family.decides for each in family.governs]
    if not named:
        return {}
    paths = [file.path for file in snapshot.records_at_head if is_record_path(file.path)]
    index = RecordIndex(paths, snapshot.repository, snapshot.families)
    found: dict[str, tuple[str, ...]] = {}
    for name, patterns in named:
        for path in references(name, index).refs:
            found[path] = (*found.get(path, ()), *patterns)
    return found


def _is_usable(pattern: str) -> bool:
    try:
        Globs.compile([pattern])
    except BadPattern:
        return False
    return True
