"""The record of every request to the API and its answer."""

from __future__ import annotations

import json
import os
import threading
from collections import deque
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TextIO
from uuid import uuid4

KEPT = 500
# Names a folder where every sandbox, in whichever process, records all its exchanges.
FOLDER = "SANDBOX_RECORD_FOLDER"


@dataclass(frozen=True, slots=True)
class Exchange:
    """One request with its answer. `path` is without `/api/v3`; credentials are left out.

    `route` is the pattern of the REST description (`/repos/{owner}/{repo}`), "" when none fits.
    """

    verb: str
    path: str
    route: str
    query: Mapping[str, str]
    request_headers: Mapping[str, str]
    request_body: bytes
    status: int
    response_headers: Mapping[str, str]
    response_body: bytes
    milliseconds: float

    def as_json(self) -> dict[str, Any]:
        return {
            "verb": self.verb,
            "path": self.path,
            "route": self.route,
            "query": dict(self.query),
            "request_headers": dict(self.request_headers),
            "request_body": parsed(self.request_body),
            "status": self.status,
            "response_headers": dict(self.response_headers),
            "response_body": parsed(self.response_body),
            "milliseconds": round(self.milliseconds, 2),
        }


class Exchanges:
    """Counts all exchanges, keeps the last ones, and writes them to a file of JSON lines."""

    def __init__(self, record: Path | None = None) -> None:
        self._lock = threading.Lock()
        self._kept: deque[Exchange] = deque(maxlen=KEPT)
        record = record or _in_folder()
        self._file: TextIO | None = record.open("a", encoding="utf-8") if record else None
        self.count = 0

    def add(self, exchange: Exchange) -> None:
        with self._lock:
            self.count += 1
            self._kept.append(exchange)
            if self._file:
                self._file.write(json.dumps(exchange.as_json()) + "\n")
                self._file.flush()

    def last(self, number: int = KEPT) -> tuple[Exchange, ...]:
        """The last exchanges, oldest first."""
        with self._lock:
            return tuple(self._kept)[-number:]

    def reset(self) -> None:
        """Forget what is kept and count from zero; the file stays as it is."""
        with self._lock:
            self.count = 0
            self._kept.clear()

    def close(self) -> None:
        """What is still being answered is counted, and no longer written."""
        with self._lock:
            if self._file:
                self._file.close()
            self._file = None


def _in_folder() -> Path | None:
    folder = os.environ.get(FOLDER)
    return Path(folder) / f"{uuid4().hex}.jsonl" if folder else None


def parsed(body: bytes) -> Any:
    """JSON as a value, other text as text, nothing as None."""
    if not body:
        return None
    try:
        return json.loads(body)
    except ValueError:
        return body.decode("utf-8", "replace")
