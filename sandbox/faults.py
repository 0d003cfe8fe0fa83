"""Trouble on request: answers that are wrong, late or never come."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

FaultKind = Literal["status", "garbled", "reset", "lost", "late"]
Side = Literal["reads", "writes", "all"]


@dataclass(slots=True)
class Fault:
    """What happens to the next `times` requests that fit.

    `status`: answered with `status`, `body` and `headers`, not carried out. `garbled`: carried out,
    the answer is cut in the middle. `reset`: the connection is cut before anything is done; `lost`:
    after it was done. `late`: carried out after `seconds` more.
    `on`: reads, writes or all; a GraphQL query is a read, a mutation a write. `path` is a regular
    expression searched in the path without `/api/v3`.
    """

    kind: FaultKind
    times: int = 1
    on: Side = "all"
    path: str = ""
    status: int = 502
    body: str = ""
    headers: dict[str, str] = field(default_factory=dict)
    seconds: float = 0.0

    @classmethod
    def from_json(cls, data: Mapping[str, Any]) -> Fault:
        """A fault as the control endpoint takes it; `retry_after` is short for that header."""
        known = {key: value for key, value in data.items() if key != "retry_after"}
        fault = cls(**{"kind": "status", **known})
        if "retry_after" in data:
            fault.headers["retry-after"] = str(data["retry_after"])
        return fault

    def fits(self, path: str, *, writes: bool) -> bool:
        side = self.on == "all" or (self.on == "writes") == writes
        return side and re.search(self.path, path) is not None


class Faults:
    """The faults that are still to come, in the order they were asked for."""

    def __init__(self) -> None:
        self.pending: list[Fault] = []

    def add(self, fault: Fault) -> None:
        self.pending.append(fault)

    def take(self, path: str, *, writes: bool) -> Fault | None:
        """The fault this request meets, if any."""
        for fault in self.pending:
            if fault.fits(path, writes=writes):
                fault.times -= 1
                if fault.times <= 0:
                    self.pending.remove(fault)
                return fault
        return None

    def clear(self) -> None:
        self.pending.clear()
