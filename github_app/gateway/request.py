"""What one request to GitHub says."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from github_app.gateway.ledger import RequestKind


@dataclass(frozen=True, slots=True)
class Request:
    """`path` is below the API's base, "" for GraphQL; `etag` that of an earlier answer, or ""."""

    kind: RequestKind
    verb: str
    path: str
    query: Mapping[str, object] | None
    body: object
    etag: str = ""

    @property
    def repeatable(self) -> bool:
        """Whether it only reads, so that sending it twice does no harm."""
        return self.kind == "query" or self.verb == "GET"

    @property
    def document(self) -> str:
        """Of GraphQL, else ""."""
        asked = self.body if not self.path and isinstance(self.body, dict) else {}
        return str(asked.get("query") or "")
