"""`GitHub`: one credential's way of asking GitHub, by GraphQL and by REST."""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import Executor, Future
from contextvars import copy_context
from datetime import datetime
from typing import Any, Protocol, TypeVar

from requests import RequestException
from requests.exceptions import ConnectionError as ConnectionBroke
from requests.exceptions import Timeout

from github_app.gateway.answers import Answer, graphql_answer
from github_app.gateway.connections import Connection, Connections
from github_app.gateway.ledger import Ledger, RequestKind
from github_app.gateway.observer import Exchange, Gate, Observer, tell
from github_app.gateway.refusals import brief_failure, date_of, parsed, raise_for
from github_app.gateway.request import Request
from github_app.gateway.rest_answer import RestAnswer

T = TypeVar("T")
Reply = tuple[int, dict[str, Any], Any]
_REDIRECTS = frozenset({301, 302, 307, 308})
_MOST_REDIRECTS = 3
_NOT_READY = 202


class Credential(Protocol):
    """Where a token comes from, and how to get another one when GitHub refuses it."""

    def token(self, ledger: Ledger) -> str: ...

    def renewed(self, refused: str, ledger: Ledger, at: datetime) -> str:
        """`at`: when it was refused, by GitHub's clock."""
        ...


class GitHub:
    """Asks GitHub on behalf of one installation and repository (or of the App itself).

    Every failure leaves as one of `github_app.failures`. Reads are repeated once when the
    kept-alive connection turns out to be closed; writes never are. Requests that GitHub forwards,
    as for a repository that was renamed, follow. Threads may share it.
    """

    def __init__(
        self,
        connections: Connections,
        credential: Credential,
        executor: Executor,
        full_name: str = "",
        *,
        installation_id: int = 0,
        observers: Sequence[Observer] = (),
        gate: Gate | None = None,
    ) -> None:
        """`installation_id` is what the `observers` are told, 0 for the App itself. `gate` is asked
        before each write.
        """
        self.full_name = full_name
        self.ledger = Ledger()
        self._connections = connections
        self._credential = credential
        self._executor = executor
        self._token = ""
        self._installation_id = installation_id
        self._observers = observers
        self._gate = gate

    def graphql(self, document: str, variables: Mapping[str, Any]) -> Answer:
        """Sends one query or mutation; look at `Answer.troubles` before trusting a null.

        Raises `WorldFailure`, `NotPermitted`; a document GitHub refuses is a `RuntimeError`.
        """
        kind: RequestKind = "mutation" if document.lstrip().startswith("mutation") else "query"
        body = {"query": document, "variables": dict(variables)}
        status, headers, data = self._ask(Request(kind, "POST", "", None, body))
        raise_for(status, headers, data, "GraphQL")
        return graphql_answer(data, headers, date_of(headers))

    def rest(
        self,
        verb: str,
        path: str,
        *,
        query: Mapping[str, object] | None = None,
        body: object = None,
        etag: str = "",
        expected: bool = False,
    ) -> RestAnswer:
        """Sends one REST request; `path` begins with a slash and is relative to the API's base.
        With the `etag` of an earlier answer the status is 304 where that still holds. What is
        `expected` to be there is asked for once more before "not found" is believed.

        Raises `Gone` for 404 and 410, `NotPermitted` for 403, `WorldFailure` for limits, outages
        and the network. Answers with 400, 409 or 422 are returned: they say what was wrong.
        """
        request = Request("rest", verb, path, query, body, etag)
        status, headers, data = self._ask(request)
        if expected and status in (404, 410):
            status, headers, data = self._ask(request)
        raise_for(status, headers, data, f"{verb} {path}")
        if status == _NOT_READY and verb == "GET":
            raise brief_failure(f"{verb} {path}: GitHub is still working out the answer")
        return RestAnswer(status, headers, data)

    def beside(self, work: Callable[[], T]) -> Future[T]:
        """Runs `work` (requests of this client) in another thread, beside what follows."""
        self._authorise()
        # What is logged there is about the same turn.
        return self._executor.submit(copy_context().run, work)

    def _authorise(self) -> str:
        # Done before threads start, so that they do not each ask for a token.
        self._token = self._token or self._credential.token(self.ledger)
        return self._token

    def _ask(self, request: Request) -> Reply:
        token = self._authorise()
        if self._gate and not request.repeatable:
            self._gate.before_write(self._installation_id, request.document)
        reply = self._send(request, token)
        if reply[0] == 401:
            self._token = self._credential.renewed(token, self.ledger, date_of(reply[1]))
            reply = self._send(request, self._token)
        return reply

    def _send(self, request: Request, token: str) -> Reply:
        try:
            try:
                return self._send_once(request, token)
            except ConnectionBroke as problem:
                # A connection that timed out counts as broken too, but would only time out again.
                if not request.repeatable or isinstance(problem, Timeout):
                    raise
                return self._send_once(request, token)
        except RequestException as problem:
            raise brief_failure(f"{request.verb} {request.path or 'GraphQL'}: {problem}") from None

    def _send_once(self, request: Request, token: str) -> Reply:
        with self._connections.borrow() as connection:
            url, query = request.path or connection.graphql_url, request.query
            for _ in range(_MOST_REDIRECTS + 1):
                status, headers, text = self._exchange(connection, request, url, query, token)
                if status not in _REDIRECTS:
                    return status, headers, parsed(status, text)
                # Renamed: GitHub forwards with a location that has the query in it already.
                url = connection.forwarded(url, str(headers.get("location") or ""))
                query = None if "?" in url else request.query
        raise brief_failure(f"{request.verb} {request.path}: forwarded without an end")

    def _exchange(
        self,
        connection: Connection,
        request: Request,
        url: str,
        query: Mapping[str, object] | None,
        token: str,
    ) -> tuple[int, dict[str, Any], str]:
        self.ledger.enter(request.kind)
        status, headers, began = 0, dict[str, Any](), time.monotonic()
        try:
            status, headers, text = connection.send(
                request.verb, url, token, query, request.body, request.etag
            )
        finally:
            self._tell(request, status, headers, time.monotonic() - began)
        return status, headers, text

    def _tell(
        self, request: Request, status: int, headers: Mapping[str, Any], seconds: float
    ) -> None:
        exchange = Exchange(
            self._installation_id,
            request.kind,
            request.verb,
            request.path,
            status,
            headers,
            seconds,
        )
        tell(self._observers, exchange)
