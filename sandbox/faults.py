"""Trouble on request: answers that are wrong, late or never come."""

from __future__ import annotations

import re
import threading
from collections.abc import Mapping
from dataclasses import dataclass
from dataclasses import field as dataclass_field
from typing import Any, Literal

FaultKind = Literal[
    "status", "raw", "replaced", "garbled", "reset", "lost", "late", "field", "credential"
]
TROUBLE = "X-Sandbox-Trouble"
"""The header of an answer that stands for no answer of GitHub's."""
Side = Literal["reads", "writes", "all"]


@dataclass(slots=True)
class Fault:
    """What happens to the next `times` requests that fit.

    `status`: answered with `status`, `body` and `headers`, not carried out. `raw`: the same, but
    `body` is the whole answer, of `content_type`. `replaced`: carried out, and then answered like
    `raw`. `garbled`: carried out, the answer is cut in the middle. `reset`: the connection is cut
    before anything is done; `lost`: after it was done. `late`: carried out after `seconds` more.
    `on`: reads, writes or all; a GraphQL query is a read, a mutation a write. `path` is a regular
    expression searched in the path without `/api/v3`, `document` one searched in the document of
    GraphQL. The first `skip` requests that fit are spared.
    `field`: carried out, but each GraphQL field of the name `field` is null beside an error, as
    where GitHub could not find out one thing of many.
    `credential`: the credential of this request is refused (401) from now on, however often it
    comes; `times` counts credentials.
    """

    kind: FaultKind
    times: int = 1
    on: Side = "all"
    path: str = ""
    document: str = ""
    skip: int = 0
    status: int = 502
    body: str = ""
    headers: dict[str, str] = dataclass_field(default_factory=dict)
    seconds: float = 0.0
    field: str = ""
    content_type: str = "text/html; charset=utf-8"

    @classmethod
    def from_json(cls, data: Mapping[str, Any]) -> Fault:
        """A fault as the control endpoint takes it; `retry_after` is short for that header."""
        known = {key: value for key, value in data.items() if key != "retry_after"}
        fault = cls(**{"kind": "status", **known})
        if "retry_after" in data:
            fault.headers["retry-after"] = str(data["retry_after"])
        return fault

    def fits(self, path: str, document: str, *, writes: bool) -> bool:
        side = self.on == "all" or (self.on == "writes") == writes
        is_place = re.search(self.path, path) and re.search(self.document, document)
        return side and is_place is not None


class Faults:
    """The faults that are still to come, in the order they were asked for."""

    def __init__(self) -> None:
        self.pending: list[Fault] = []
        self.refused_credentials: set[str] = set()
        self._lock = threading.Lock()

    def add(self, fault: Fault) -> None:
        self.pending.append(fault)

    def take(self, path: str, document: str, *, writes: bool) -> Fault | None:
        """The fault this request meets, if any."""
        with self._lock:
            for fault in self.pending:
                if fault.kind == "field" or not fault.fits(path, document, writes=writes):
                    continue
                if fault.skip:
                    fault.skip -= 1
                    continue
                self._spend(fault)
                return fault
        return None

    def refuses(self, credential: str) -> bool:
        """Whether this `Authorization` header is good for nothing any more."""
        return credential in self.refused_credentials

    def take_fields(self, document: str) -> frozenset[str]:
        """The fields this GraphQL document does not get."""
        named = [
            fault
            for fault in self.pending
            if fault.kind == "field" and re.search(rf"\b{re.escape(fault.field)}\b", document)
        ]
        for fault in named:
            self._spend(fault)
        return frozenset(fault.field for fault in named)

    def _spend(self, fault: Fault) -> None:
        fault.times -= 1
        if fault.times <= 0:
            self.pending.remove(fault)

    def clear(self) -> None:
        self.pending.clear()
        self.refused_credentials.clear()
