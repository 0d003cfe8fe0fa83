"""What records say: remembered, or else asked together with whatever else is missing.

A bounded number of texts and bytes is asked for at a time: first the records that the pull request
changes, then those it cites, then the newest. What remains is left to the next readings.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import Any

from checks.engine.words import code, plural
from github_app.gateway.pull_requests import documents
from github_app.gateway.pull_requests.base import blob
from github_app.gateway.pull_requests.partial_reading import PartialReading
from github_app.gateway.pull_requests.question import Question
from github_app.gateway.pull_requests.records.record_files import RecordSource, sources
from github_app.gateway.pull_requests.records.record_memory import RecordMemory, Seen, Unread
from snapshot.decision_record import read_record
from snapshot.facts import Repository
from snapshot.record_family import family_of
from snapshot.record_index import RecordIndex
from snapshot.record_names import number_in
from snapshot.text_references import references

MOST_TEXTS = 300
# GitHub gives up on answers that take it more than 10 s, and on those of more than some 10 MB.
MOST_BYTES = 4_000_000
# GraphQL sends no more of a text.
LONGEST_TEXT = 512_000
_LINK_MODE = 0o120000
_RECORDS = "records"
_REASONS: dict[Unread, str] = {
    "a link": "is a symbolic link",
    "no text": "is not readable as text",
    "too long": "is longer than 512 kB",
    "missing": "could not be found",
}


def find_records(draft: PartialReading, memory: RecordMemory) -> None:
    """Takes what is remembered, and what needs no text to be known; once the folders are known."""
    if not _folders_known(draft) or _RECORDS in draft.settled:
        return
    wanted = {source.key: source for source in sources(draft)}
    for key, source in wanted.items():
        if source.is_link:
            draft.records[key] = "a link"
        elif source.size > LONGEST_TEXT and not source.is_changed:
            draft.records[key] = "too long"
    draft.records |= memory.get(key for key in wanted if key not in draft.records)


def ask_records(draft: PartialReading, question: Question) -> None:
    """The texts that are not known yet, as many as may be asked for at a time."""
    if not _folders_known(draft) or _RECORDS in draft.settled:
        return
    draft.settled.add(_RECORDS)
    missing = {s.key: s for s in sources(draft) if s.key not in draft.records}
    bytes_left = MOST_BYTES
    for count, source in enumerate(_most_needed_first(draft, tuple(missing.values()))):
        bytes_left -= source.size
        if count < MOST_TEXTS and (bytes_left >= 0 or count == 0):
            _ask(draft, question, source)


def unread_records(draft: PartialReading) -> Iterator[str]:
    """What is not known of records, as sentences."""
    missing = []
    for source in {source.key: source for source in sources(draft)}.values():
        seen = draft.records.get(source.key)
        if seen is None or (seen == "missing" and not source.is_changed):
            missing.append(source.path)
        elif isinstance(seen, str) and source.is_changed:
            yield f"{code(source.path)} {_REASONS[seen]} and was not read as a record."
    if missing:
        yield (
            f"The texts of {plural(len(missing), 'record')} were not read yet, for example "
            f"{code(missing[-1])}: the next evaluations read on."
        )


def _folders_known(draft: PartialReading) -> bool:
    base = draft.base
    return all(
        folder in base.folders and (base.folders[folder] or "") in {"", *base.trees}
        for folder in draft.folders
    )


def _most_needed_first(
    draft: PartialReading, missing: Sequence[RecordSource]
) -> Sequence[RecordSource]:
    cited = _cited(draft) if len(missing) > MOST_TEXTS // 10 else frozenset()
    return sorted(
        missing,
        key=lambda source: (
            not source.is_changed,
            source.path not in cited,
            -(number_in(source.path) or 0),
            source.path,
        ),
    )


def _cited(draft: PartialReading) -> frozenset[str]:
    """The paths of records that title, description and branch refer to."""
    shown = draft.repository
    repository = Repository(shown["owner"]["login"], shown["name"], "", str(shown.get("url") or ""))
    paths = [source.path for source in sources(draft)]
    index = RecordIndex(paths, repository, draft.in_force.policy.families)
    said = (draft.pull.get(name) for name in ("title", "body", "headRefName"))
    return frozenset(path for text in said if text for path in references(str(text), index).refs)


def _ask(draft: PartialReading, question: Question, source: RecordSource) -> None:
    if source.is_changed:
        # By its path at the head, as only a tree tells a link from a text.
        question.ask_repository(
            "object(oid: {oid})",
            documents.FILE_AT,
            _taker_at_head(draft, source),
            oid=draft.head_oid,
            path=source.path,
        )
    else:
        take = _taker(draft, source)
        question.ask_repository("object(oid: {oid})", documents.BLOB, take, oid=source.oid)


def _taker_at_head(draft: PartialReading, source: RecordSource) -> Callable[[Any], None]:
    take = _taker(draft, source)

    def take_entry(commit: Any) -> None:
        entry = (commit or {}).get("file") or {}
        if entry.get("mode") == _LINK_MODE:
            _keep(draft, source, "a link")
        else:
            take(entry.get("object"))

    return take_entry


def _taker(draft: PartialReading, source: RecordSource) -> Callable[[Any], None]:
    def take(node: Any) -> None:
        found = blob(node, source.path)
        if found is None or found.oid != source.oid:
            # Not kept: a push in between makes it true, and the next reading sees another list.
            draft.records[source.key] = "missing"
        elif found.is_cut:
            _keep(draft, source, "too long")
        elif found.is_binary or found.text is None:
            _keep(draft, source, "no text")
        else:
            family = family_of(source.path, draft.in_force.policy.families)
            statuses = family.statuses if family else ()
            _keep(draft, source, read_record(source.path, found.text, statuses=statuses))

    return take


def _keep(draft: PartialReading, source: RecordSource, seen: Seen) -> None:
    draft.records[source.key] = draft.new_records[source.key] = seen
