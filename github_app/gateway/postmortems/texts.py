"""The postmortems of the default branch: remembered by path and blob, others read in batches."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from pydantic import TypeAdapter, ValidationError

from github_app.gateway.client import GitHub
from github_app.gateway.postmortems.documents import texts_read
from github_app.gateway.postmortems.people import People, people_in
from github_app.gateway.pull_requests.base import TreeFile, blob
from github_app.gateway.pull_requests.facts import every_node
from github_app.gateway.recall import Recall
from snapshot.postmortem import Postmortem
from snapshot.postmortem_reading import read_postmortem

FORM = 3
"""To be raised whenever `Postmortem` or its parser changes."""

MOST_TEXTS = 30
MOST_BYTES = 3_000_000
LONGEST_TEXT = 300_000

_POSTMORTEM: TypeAdapter[Postmortem] = TypeAdapter(Postmortem)


@dataclass(frozen=True, slots=True)
class Documents:
    """`read` are the documents by path, `changed` when each file changed last, `long_there` the
    paths of those that were there on the day asked for, `unread` of those that are links, no text,
    or too long. `people` come along with texts that had to be asked for.
    """

    read: tuple[Postmortem, ...]
    changed: Mapping[str, date]
    long_there: frozenset[str]
    unread: tuple[str, ...]
    people: People


def read_documents(
    github: GitHub, recall: Recall, files: Sequence[TreeFile], head_oid: str, then: date
) -> Documents:
    """All `files` of the folders, and whether they were there at the beginning of the day `then`;
    one request for thirty that are not known.
    """
    readable = [file for file in files if not file.is_link and file.size <= LONGEST_TEXT]
    stored = recall.get_many([_key(file, then) for file in readable])
    seen = {
        file.path: value for file, value in zip(readable, stored, strict=True) if _is_whole(value)
    }
    people = People()
    for batch in _batches([file for file in readable if file.path not in seen]):
        fresh, people = _read(github, batch, head_oid, then)
        recall.put({_key(file, then): fresh[file.path] for file in batch if file.path in fresh})
        seen |= fresh
    found = {path: _unpacked(value) for path, value in seen.items()}
    read = tuple(document for _, document in sorted(found.items()) if document)
    changed = {path: date.fromisoformat(value["changed"]) for path, value in seen.items()}
    long_there = frozenset(path for path, value in seen.items() if value["there"])
    known = {document.path for document in read}
    unread = tuple(file.path for file in files if file.path not in known)
    return Documents(read, changed, long_there, unread, people)


def _read(
    github: GitHub, batch: Sequence[TreeFile], head_oid: str, then: date
) -> tuple[dict[str, Any], People]:
    owner, name = github.full_name.split("/", 1)
    asked = {f"oid{n}": file.oid for n, file in enumerate(batch)}
    paths = {f"path{n}": file.path for n, file in enumerate(batch)}
    at = {"head": head_oid, "then": f"{then}T00:00:00Z"}
    variables = {"owner": owner, "name": name, **at, **asked, **paths}
    answer = github.graphql(texts_read(len(batch)), variables)
    answer.insist()
    repository = answer.found("repository") or {}
    found = {}
    before = every_node((repository["before"] or {}).get("history"))
    there = next(before, {})
    for n, file in enumerate(batch):
        read = blob(repository[f"text{n}"], file.path)
        text = read.text if read else None
        commits = every_node((repository[f"changed{n}"] or {}).get("history"))
        days = [datetime.fromisoformat(each["committedDate"]).date() for each in commits]
        found[file.path] = {
            "said": _packed(read_postmortem(file.path, text)) if text is not None else None,
            "changed": (days[0] if days else date.min).isoformat(),
            "there": there.get(f"file{n}") is not None,
        }
    return found, people_in(repository.get("people") or {})


def _packed(document: Postmortem) -> Any:
    return _POSTMORTEM.dump_python(document, mode="json", exclude_defaults=True)


def _is_whole(value: Any) -> bool:
    """Whether it is what `_read` left, and by the form of today."""
    try:
        date.fromisoformat(value["changed"])
        return isinstance(value["there"], bool) and (
            value["said"] is None or _unpacked(value) is not None
        )
    except (KeyError, TypeError, ValueError):
        return False


def _unpacked(value: Mapping[str, Any]) -> Postmortem | None:
    try:
        return _POSTMORTEM.validate_python(value["said"]) if value["said"] is not None else None
    except ValidationError:
        return None


def _key(file: TreeFile, then: date) -> str:
    said = json.dumps([FORM, file.path, file.oid, then.isoformat()])
    return f"postmortem-read:{hashlib.sha256(said.encode()).hexdigest()[:32]}"


def _batches(files: Sequence[TreeFile]) -> Iterator[list[TreeFile]]:
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
