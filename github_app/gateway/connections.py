"""Kept-alive connections to GitHub, each used by one thread at a time.

PyGithub's `Github` writes verb, URL and body on one shared connection before it sends them, so two
threads on one object can swap requests. A connection is therefore borrowed, never shared. They
outlive evaluations: opening one over TLS costs some 40 ms of CPU.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from importlib.metadata import version
from typing import Any

from github import Auth, Github

API_VERSION = "2022-11-28"
TIMEOUT_SECONDS = 10
USER_AGENT = f"plumbline/{version('plumbline')}"


class _Bearer(Auth.Auth):
    """The credential of whoever borrows the connection right now."""

    def __init__(self) -> None:
        self._token = ""

    def carry(self, token: str) -> None:
        self._token = token

    @property
    def token_type(self) -> str:
        return "Bearer"

    @property
    def token(self) -> str:
        return self._token


class Connection:
    """One PyGithub client with its own connection. Throttles and retries of its own are off: when
    to wait and what to repeat is decided in one place, by the caller of the gateway.
    """

    def __init__(self, api_url: str, timeout: int = TIMEOUT_SECONDS) -> None:
        self._bearer = _Bearer()
        self._requester = Github(
            auth=self._bearer,
            base_url=api_url,
            timeout=timeout,
            user_agent=USER_AGENT,
            per_page=100,
            retry=None,
            seconds_between_requests=None,
            seconds_between_writes=None,
            api_version=API_VERSION,
        ).requester

    @property
    def graphql_url(self) -> str:
        return self._requester.graphql_url

    def send(
        self,
        verb: str,
        url: str,
        token: str,
        query: Mapping[str, object] | None = None,
        body: object = None,
    ) -> tuple[int, dict[str, Any], str]:
        """Status, headers (lower-case names) and text of the answer, whatever the status is."""
        self._bearer.carry(token)
        return self._requester.requestJson(
            verb,
            url,
            parameters=dict(query or {}),
            headers={"Accept": "application/vnd.github+json"},
            input=body,
        )


class Connections:
    """The free connections of this process; the one used last is lent first: it is still open."""

    def __init__(self, api_url: str, timeout: int = TIMEOUT_SECONDS) -> None:
        """`timeout`: how many seconds GitHub may take to begin an answer."""
        self._api_url = api_url.rstrip("/")
        self._timeout = timeout
        self._free: deque[Connection] = deque()

    @contextmanager
    def borrow(self) -> Iterator[Connection]:
        try:
            connection = self._free.pop()
        except IndexError:
            connection = Connection(self._api_url, self._timeout)
        try:
            yield connection
        finally:
            self._free.append(connection)
