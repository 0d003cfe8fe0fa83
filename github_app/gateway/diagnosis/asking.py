"""One request and whatever came of it, as a value: nothing is raised, repeated or waited for."""

from __future__ import annotations

import time
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from email.utils import parsedate_to_datetime
from json import loads
from typing import Any

from requests import RequestException
from requests.exceptions import ConnectTimeout, ReadTimeout, SSLError
from urllib3.exceptions import HTTPError, ProtocolError

from checks.engine.words import code
from github_app.gateway.connections import Connections
from github_app.gateway.refusals import is_rate_limit, message_of

TIMEOUT_SECONDS = 8


@dataclass(frozen=True, slots=True)
class Heard:
    """GitHub's answer. `status` is 0 when none came, or none that is GitHub's; `trouble` says why,
    in words that go after "because". Header names are lower case. `sent` is in epoch seconds by
    this machine's clock, `seconds` how long the answer took.
    """

    status: int
    headers: Mapping[str, Any] = field(default_factory=dict)
    data: Any = None
    sent: float = 0.0
    seconds: float = 0.0
    trouble: str = ""

    @property
    def is_good(self) -> bool:
        return 200 <= self.status < 300

    @property
    def is_limited(self) -> bool:
        """Whether GitHub wants to be asked later, rather than not at all."""
        if self.status == 403:
            return is_rate_limit(self.headers, self.message)
        return self.status == 429

    @property
    def message(self) -> str:
        """GitHub's own words about an error, "" when there are none."""
        return message_of(self.data)

    @property
    def date(self) -> datetime | None:
        """GitHub's clock, to the second; None when it did not say."""
        try:
            return parsedate_to_datetime(str(self.headers["date"]))
        except (KeyError, ValueError, TypeError, OverflowError):
            return None

    @property
    def items(self) -> list[dict[str, Any]]:
        """The entries of a list, [] for anything else."""
        data = self.data if isinstance(self.data, list) else []
        return [entry for entry in data if isinstance(entry, dict)]

    @property
    def fields(self) -> dict[str, Any]:
        """The keys of an object, {} for anything else."""
        return self.data if isinstance(self.data, dict) else {}


class Asker:
    """Asks one GitHub. Once nothing came back, that is the answer to everything that follows, so
    that a GitHub out of reach is waited for only once. `count` is how many requests were sent.
    """

    def __init__(self, api_url: str, timeout: int = TIMEOUT_SECONDS) -> None:
        self.count = 0
        self._connections = Connections(api_url, timeout)
        self._out_of_reach: Heard | None = None

    def ask(
        self,
        verb: str,
        path: str,
        token: str,
        query: Mapping[str, object] | None = None,
        body: object = None,
    ) -> Heard:
        """`path` is relative to the API's base; "" stands for GraphQL."""
        if self._out_of_reach is not None:
            return self._out_of_reach
        self.count += 1
        sent, begun = time.time(), time.monotonic()
        try:
            with self._connections.borrow() as connection:
                url = path or connection.graphql_url
                status, headers, text = connection.send(verb, url, token, query, body)
        except (RequestException, HTTPError, OSError, RuntimeError) as problem:
            self._out_of_reach = Heard(0, sent=sent, trouble=_in_words(problem))
            return self._out_of_reach
        data, is_readable = _parsed(text)
        took = time.monotonic() - begun
        if not is_readable and status < 300:
            trouble = "what answers there does not speak GitHub's API"
            return Heard(0, headers, None, sent, took, trouble)
        return Heard(status, headers, data, sent, took)


def _parsed(text: str) -> tuple[Any, bool]:
    try:
        return (loads(text) if text else None), True
    except ValueError:
        return None, False


_BY_WORD = (
    ("Name or service not known", "the name of its host cannot be resolved"),
    ("Temporary failure in name resolution", "the name of its host cannot be resolved"),
    ("nodename nor servname", "the name of its host cannot be resolved"),
    ("NameResolutionError", "the name of its host cannot be resolved"),
    ("Connection refused", "the connection was refused"),
    ("CERTIFICATE_VERIFY_FAILED", "its certificate cannot be verified"),
    ("ProxyError", "the proxy named in the environment does not lead there"),
    ("timed out", "no answer came in time"),
    ("unreachable", "the network knows no way there"),
)


def _in_words(problem: Exception) -> str:
    """Without the program's own names, which tell people nothing."""
    if isinstance(problem, ReadTimeout | ConnectTimeout | TimeoutError):
        return "no answer came in time"
    said = f"{type(problem).__name__} {problem}"
    for word, meaning in _BY_WORD:
        if word in said:
            return meaning
    if isinstance(problem, SSLError):
        return "no encrypted connection could be made"
    if isinstance(problem, ConnectionError | ProtocolError | RequestException):
        return "the connection broke off"
    return f"of {code(str(problem))}"
