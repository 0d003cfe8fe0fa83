"""What records say, kept by path and blob: a text that was parsed once is not asked for again.

The key carries a version of the form, to be raised whenever `Record` or its parser changes, and the
words for a status that the record's family adds.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping
from typing import Literal

from pydantic import TypeAdapter, ValidationError

from github_app.gateway.recall import Recall
from snapshot.record import Record
from snapshot.record_family import RecordFamily, family_of

FORM = 1

Unread = Literal["a link", "no text", "too long", "missing"]
"""Why a file in a record folder was not read."""
Seen = Record | Unread
RecordKey = tuple[str, str]
"""Path and blob id."""

_RECORD: TypeAdapter[Seen] = TypeAdapter(Record | Unread)


class RecordMemory:
    """The records of one repository, as its families read them."""

    def __init__(self, recall: Recall, families: Iterable[RecordFamily]) -> None:
        self._recall = recall
        self._families = tuple(families)

    def get(self, keys: Iterable[RecordKey]) -> dict[RecordKey, Seen]:
        """Those of `keys` that are known; one round trip, none for no keys."""
        wanted = tuple(keys)
        found = self._recall.get_many([self._name(key) for key in wanted])
        pairs = zip(wanted, found, strict=True)
        read = {key: _unpacked(value) for key, value in pairs if value is not None}
        return {key: seen for key, seen in read.items() if seen is not None}

    def put(self, seen: Mapping[RecordKey, Seen]) -> None:
        if seen:
            self._recall.put({self._name(key): _packed(value) for key, value in seen.items()})

    def _name(self, key: RecordKey) -> str:
        family = family_of(key[0], self._families)
        said = json.dumps([FORM, *key, family.statuses if family else ()])
        return f"record:{hashlib.sha256(said.encode()).hexdigest()[:32]}"


def _packed(seen: Seen) -> object:
    return _RECORD.dump_python(seen, mode="json", exclude_defaults=True)


def _unpacked(value: object) -> Seen | None:
    try:
        return _RECORD.validate_python(value)
    except ValidationError:
        return None
