"""GitHub's record of what it sent to the App's webhook, and how to have it sent again."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final
from urllib.parse import parse_qsl, urlsplit

from github_app.gateway.client import GitHub
from github_app.gateway.refusals import date_of, expecting

_PATH: Final = "/app/hook/deliveries"
_PAGE_SIZE: Final = 100
_NEXT: Final = re.compile(r'<([^>]+)>;\s*rel="next"')
# What GitHub notes, and what proxies answer, when nobody listens.
_NOBODY_THERE: Final = frozenset({0, 502, 503, 504})


@dataclass(frozen=True, slots=True)
class Attempt:
    """One attempt to deliver; attempts of one event share the `guid`. Later ones have larger `id`s.

    `delivered_at` is in seconds since the epoch. `nobody_there`: it found nobody who listens.
    """

    id: int
    guid: str
    delivered_at: float
    is_ok: bool
    event: str
    action: str
    nobody_there: bool


@dataclass(frozen=True, slots=True)
class RecordPage:
    """Up to a hundred attempts, newest first; `at` is GitHub's time, in seconds since the epoch."""

    attempts: tuple[Attempt, ...]
    at: float


def record_pages(github: GitHub, *, failed_only: bool) -> Iterator[RecordPage]:
    """As far as GitHub remembers, one request each. `failed_only` is a wish: where GitHub does not
    know it all of them come, and it goes by the number of HTTP, which some failures have none of.
    """
    query: dict[str, object] | None = {"per_page": _PAGE_SIZE}
    if failed_only:
        query = {"per_page": _PAGE_SIZE, "status": "failure"}
    while query is not None:
        answer = github.rest("GET", _PATH, query=query)
        with expecting("deliveries"):
            listed = tuple(map(_attempt, answer.entries))
            query = _next_query(str(answer.headers.get("link", "")))
        yield RecordPage(listed, date_of(answer.headers).timestamp())


def ask_again(github: GitHub, attempt_id: int) -> bool:
    """Has GitHub deliver once more what it tried with this attempt; False when it will not.

    Raises `Gone` when GitHub no longer knows it.
    """
    return github.rest("POST", f"{_PATH}/{attempt_id}/attempts").status < 300


def _attempt(entry: Mapping[str, Any]) -> Attempt:
    is_ok = entry.get("status") == "OK"
    return Attempt(
        id=int(entry["id"]),
        guid=str(entry["guid"]),
        delivered_at=datetime.fromisoformat(str(entry["delivered_at"])).timestamp(),
        is_ok=is_ok,
        event=str(entry.get("event") or ""),
        action=str(entry.get("action") or ""),
        nobody_there=not is_ok and int(entry.get("status_code") or 0) in _NOBODY_THERE,
    )


def _next_query(link: str) -> dict[str, object] | None:
    """What GitHub's link to the next page asks for; None on the last one."""
    found = _NEXT.search(link)
    return dict(parse_qsl(urlsplit(found[1]).query)) if found else None
