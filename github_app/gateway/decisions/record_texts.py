"""The records of the default branch: remembered by path and blob, the others read in batches."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, datetime

from github_app.gateway.client import GitHub
from github_app.gateway.decisions.documents import texts_read, touched_read
from github_app.gateway.pull_requests.base import TreeFile, blob
from github_app.gateway.pull_requests.facts import every_node
from github_app.gateway.pull_requests.records.record_memory import RecordKey, RecordMemory, Seen
from github_app.gateway.recall import Recall
from snapshot.decision_record import read_record
from snapshot.facts import RecordFile
from snapshot.record import Record
from snapshot.record_family import RecordFamily, family_of
from snapshot.record_names import is_record_path

MOST_TEXTS = 100
MOST_BYTES = 3_000_000
LONGEST_TEXT = 512_000
"""What GraphQL sends of one text; a longer record is not read."""

_MOST_HISTORIES = 30


def read_records(
    github: GitHub, recall: Recall, files: Sequence[TreeFile], families: tuple[RecordFamily, ...]
) -> tuple[RecordFile, ...]:
    """All `files`, with what each record says; one request for a hundred that are not known."""
    memory = RecordMemory(recall, families)
    wanted = {(file.path, file.oid): file for file in files if is_record_path(file.path)}
    seen: dict[RecordKey, Seen] = memory.get(wanted)
    for key, file in wanted.items():
        if file.is_link:
            seen[key] = "a link"
        elif file.size > LONGEST_TEXT:
            seen[key] = "too long"
    missing = [file for key, file in wanted.items() if key not in seen]
    for batch in _batches(missing):
        fresh = _read(github, batch, families)
        memory.put(fresh)
        seen |= fresh
    return tuple(RecordFile(f.path, f.oid, _record(seen.get((f.path, f.oid)))) for f in files)


def read_touched(
    github: GitHub, recall: Recall, files: Sequence[RecordFile], head_oid: str
) -> Mapping[str, date]:
    """By path, the day on which a file was changed last; one request for thirty not known yet."""
    remembered = recall.get_many([_touched_key(file) for file in files])
    pairs = zip(files, remembered, strict=True)
    days = {file.path: date.fromisoformat(day) for file, day in pairs if day}
    left = [file for file in files if file.path not in days]
    for start in range(0, len(left), _MOST_HISTORIES):
        batch = left[start : start + _MOST_HISTORIES]
        owner, name = github.full_name.split("/", 1)
        paths = {f"path{n}": file.path for n, file in enumerate(batch)}
        variables = {"owner": owner, "name": name, "head": head_oid, **paths}
        answer = github.graphql(touched_read(len(batch)), variables)
        answer.insist()
        repository = answer.found("repository") or {}
        for n, file in enumerate(batch):
            for commit in every_node((repository[f"touched{n}"] or {}).get("history")):
                days[file.path] = datetime.fromisoformat(commit["committedDate"]).date()
    fresh = {_touched_key(f): days[f.path].isoformat() for f in left if f.path in days}
    recall.put(fresh)
    return days


def _read(
    github: GitHub, batch: Sequence[TreeFile], families: Iterable[RecordFamily]
) -> dict[RecordKey, Seen]:
    owner, name = github.full_name.split("/", 1)
    oids = {f"oid{n}": file.oid for n, file in enumerate(batch)}
    answer = github.graphql(texts_read(len(batch)), {"owner": owner, "name": name, **oids})
    answer.insist()
    repository = answer.found("repository") or {}
    families = tuple(families)
    found: dict[RecordKey, Seen] = {}
    for n, file in enumerate(batch):
        read = blob(repository[f"text{n}"], file.path)
        if read is not None:
            found[file.path, file.oid] = _seen(file.path, read.text, families)
    return found


def _seen(path: str, text: str | None, families: tuple[RecordFamily, ...]) -> Seen:
    if text is None:
        return "no text"
    family = family_of(path, families)
    return read_record(path, text, statuses=family.statuses if family else ())


def _batches(files: Iterable[TreeFile]) -> Iterator[list[TreeFile]]:
    batch: list[TreeFile] = []
    used = 0
    for file in files:
        if batch and (len(batch) >= MOST_TEXTS or used + file.size > MOST_BYTES):
            yield batch
            batch, used = [], 0
        batch.append(file)
        used += file.size
    if batch:
        yield batch


def _record(seen: Seen | None) -> Record | None:
    return seen if isinstance(seen, Record) else None


def _touched_key(file: RecordFile) -> str:
    return f"touched:{file.oid}:{file.path}"
