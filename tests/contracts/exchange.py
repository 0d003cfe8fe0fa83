"""One request to GitHub's API with its answer, as the sandbox records it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class Exchange:
    """`path` has neither host nor query and no `/api/v3`; `query` has each key once.

    Bodies are parsed JSON, None where there was none. `by_us`: the product's client asked.
    `is_made_up`: a test asked for this answer.
    """

    method: str
    path: str
    status: int
    query: Mapping[str, str]
    request: Any = None
    response: Any = None
    by_us: bool = True
    is_made_up: bool = False

    @property
    def is_graphql(self) -> bool:
        return self.path.rstrip("/").endswith("/graphql")

    @property
    def failed_on_purpose(self) -> bool:
        """A fault was asked for, or the answer was cut short: there is nothing to hold it to."""
        return self.is_made_up or self.status >= 500 or isinstance(self.response, str)

    def __str__(self) -> str:
        return f"{self.method} {self.path} -> {self.status}"
