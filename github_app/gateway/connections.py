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
from urllib.parse import urljoin, urlsplit

from github import Auth, Github

from github_app.gateway.refusals import brief_failure
from github_app.gateway.stopwatch import Stopwatch
from github_app.gateway.wire import Wire

API_VERSION = "2022-11-28"
TIMEOUT_SECONDS = 10
_PORTS = {"http": 80, "https": 443}
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
        self._api_url = api_url
        place = urlsplit(api_url)
        self._wire = Wire(place.scheme, place.hostname or "", place.port, timeout)
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

    def forwarded(self, url: str, location: str) -> str:
        """Where a request for `url` goes on. Raises `WorldFailure` where GitHub does not say it, or
        where that is another host, which must not see our token.
        """
        try:
            address = urljoin(self._api_url + url if url.startswith("/") else url, location)
            is_here = _host(address) == _host(self._api_url)
        except ValueError:
            is_here = False
        if not (location and is_here):
            raise brief_failure("GitHub forwarded a request to somewhere else")
        return address

    def send(
        self,
        verb: str,
        url: str,
        token: str,
        query: Mapping[str, object] | None = None,
        body: object = None,
        etag: str = "",
    ) -> tuple[int, dict[str, Any], str]:
        """Status, headers (lower-case names) and text of the answer, whatever the status is.

        `url` is a path below the API's base, or an address on its host.
        """
        self._bearer.carry(token)
        self._requester.requestJson(
            verb,
            url,
            parameters=dict(query or {}),
            headers={
                "Accept": "application/vnd.github+json",
                **({"If-None-Match": etag} if etag else {}),
            },
            input=body,
            cnx=self._wire,
        )
        reply = self._wire.reply
        return reply.status, reply.headers, reply.text


def _host(address: str) -> tuple[str, str | None, int]:
    """Scheme, name and port; raises `ValueError` for what is no address."""
    found = urlsplit(address)
    return found.scheme, found.hostname, found.port or _PORTS.get(found.scheme, 0)


class Connections:
    """The free connections of this process; the one used last is lent first: it is still open."""

    def __init__(self, api_url: str, timeout: int = TIMEOUT_SECONDS) -> None:
        """`timeout`: how many seconds GitHub may take to begin an answer."""
        self._api_url = api_url.rstrip("/")
        self._timeout = timeout
        self._free: deque[Connection] = deque()
        self.waiting = Stopwatch()

    @contextmanager
    def borrow(self) -> Iterator[Connection]:
        try:
            connection = self._free.pop()
        except IndexError:
            connection = Connection(self._api_url, self._timeout)
        try:
            with self.waiting:
                yield connection
        finally:
            self._free.append(connection)
