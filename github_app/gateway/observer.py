"""Who wants to know what is said to GitHub: for metrics, and for the limits GitHub sets."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Protocol

from github_app.gateway.ledger import RequestKind


@dataclass(frozen=True, slots=True)
class Exchange:
    """One request and how it went.

    `installation_id` is 0 where the App speaks as itself. `path` is "" for GraphQL. `status` is 0,
    and `headers` are empty, when no answer came. Header names are lower case. `seconds` is how long
    it took.
    """

    installation_id: int
    kind: RequestKind
    verb: str
    path: str
    status: int
    headers: Mapping[str, Any]
    seconds: float


class Observer(Protocol):
    """Told of every exchange, from the thread that made it; must be quick and never raise."""

    def saw(self, exchange: Exchange) -> None: ...


def tell(observers: Iterable[Observer], exchange: Exchange) -> None:
    for observer in observers:
        observer.saw(exchange)


class Gate(Protocol):
    """Asked just before each request that writes in the name of an installation."""

    def before_write(self, installation_id: int, document: str) -> None:
        """`document` is GraphQL's, "" for REST. Raises `WorldFailure` when it must wait."""
