"""`GitHub`: one credential's way of asking GitHub, by GraphQL and by REST."""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import Executor, Future
from dataclasses import dataclass
from typing import Any, Protocol, TypeVar

from requests import RequestException
from requests.exceptions import ConnectionError as ConnectionBroke
from requests.exceptions import Timeout

from github_app.gateway.answers import Answer, RestAnswer, graphql_answer
from github_app.gateway.connections import Connections
from github_app.gateway.ledger import Ledger, RequestKind
from github_app.gateway.observer import Exchange, Observer, tell
from github_app.gateway.refusals import brief_failure, date_of, parsed, raise_for

T = TypeVar("T")
Reply = tuple[int, dict[str, Any], Any]


class Credential(Protocol):
    """Where a token comes from, and how to get another one when GitHub refuses it."""

    def token(self, ledger: Ledger) -> str: ...

    def renewed(self, refused: str, ledger: Ledger) -> str: ...


@dataclass(frozen=True, slots=True)
class _Request:
    """`path` is "" for GraphQL."""

    kind: RequestKind
    verb: str
    path: str
    query: Mapping[str, object] | None
    body: object

    @property
    def repeatable(self) -> bool:
        return self.kind == "query" or self.verb == "GET"

    @property
    def document(self) -> str:
        """Of GraphQL, else ""."""
        asked = self.body if not self.path and isinstance(self.body, dict) else {}
        return str(asked.get("query") or "")


class GitHub:
    """Asks GitHub on behalf of one installation and repository (or of the App itself).

    Every failure leaves as one of `github_app.failures`. Reads are repeated once when the
    kept-alive connection turns out to be closed; writes never are. Threads may share it.
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
    ) -> None:
        """`installation_id` is what the `observers` are told, 0 for the App itself."""
        self.full_name = full_name
        self.ledger = Ledger()
        self._connections = connections
        self._credential = credential
        self._executor = executor
        self._token = ""
        self._installation_id = installation_id
        self._observers = observers

    def graphql(self, document: str, variables: Mapping[str, Any]) -> Answer:
        """Sends one query or mutation; look at `Answer.troubles` before trusting a null.

        Raises `WorldFailure`, `NotPermitted`; a document GitHub refuses is a `RuntimeError`.
        """
        kind: RequestKind = "mutation" if document.lstrip().startswith("mutation") else "query"
        body = {"query": document, "variables": dict(variables)}
        status, headers, data = self._ask(_Request(kind, "POST", "", None, body))
        raise_for(status, headers, data, "GraphQL")
        return graphql_answer(data, headers, date_of(headers))

    def rest(
        self,
        verb: str,
        path: str,
        *,
        query: Mapping[str, object] | None = None,
        body: object = None,
    ) -> RestAnswer:
        """Sends one REST request; `path` begins with a slash and is relative to the API's base.

        Raises `Gone` for 404 and 410, `NotPermitted` for 403, `WorldFailure` for limits, outages
        and the network. Answers with 400, 409 or 422 are returned: they say what was wrong.
        """
        status, headers, data = self._ask(_Request("rest", verb, path, query, body))
        raise_for(status, headers, data, f"{verb} {path}")
        return RestAnswer(status, headers, data)

    def beside(self, work: Callable[[], T]) -> Future[T]:
        """Runs `work` (requests of this client) in another thread, beside what follows."""
        self._authorise()
        return self._executor.submit(work)

    def _authorise(self) -> str:
        # Done before threads start, so that they do not each ask for a token.
        self._token = self._token or self._credential.token(self.ledger)
        return self._token

    def _ask(self, request: _Request) -> Reply:
        token = self._authorise()
        reply = self._send(request, token)
        if reply[0] == 401:
            self._token = self._credential.renewed(token, self.ledger)
            reply = self._send(request, self._token)
        return reply

    def _send(self, request: _Request, token: str) -> Reply:
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

    def _send_once(self, request: _Request, token: str) -> Reply:
        self.ledger.enter(request.kind)
        status, headers, began = 0, dict[str, Any](), time.monotonic()
        try:
            with self._connections.borrow() as connection:
                url = request.path or connection.graphql_url
                status, headers, text = connection.send(
                    request.verb, url, token, request.query, request.body
                )
        finally:
            self._tell(request, status, headers, time.monotonic() - began)
        return status, headers, parsed(status, text)

    def _tell(
        self, request: _Request, status: int, headers: Mapping[str, Any], seconds: float
    ) -> None:
        exchange = Exchange(
            self._installation_id,
            request.kind,
            request.verb,
            request.path,
            request.document,
            status,
            headers,
            seconds,
        )
        tell(self._observers, exchange)
