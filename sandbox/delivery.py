"""One webhook delivery: what is sent, how it is signed, and what came back."""

from __future__ import annotations

import hashlib
import hmac
import time
from dataclasses import dataclass, field
from datetime import datetime
from http.client import HTTPConnection, HTTPException, HTTPSConnection
from urllib.parse import urlsplit

TIMEOUT_SECONDS = 10
KEPT_ANSWER_BYTES = 65_536


@dataclass(eq=False, slots=True)
class Delivery:
    """One attempt to deliver an event; attempts of one event share the `guid`."""

    id: int
    guid: str
    event: str
    action: str | None
    body: bytes
    headers: dict[str, str]
    url: str
    delivered_at: datetime
    installation_id: int | None
    repository_id: int | None
    redelivery: bool = False
    status_code: int = 0
    status: str = "pending"
    response: str = ""
    response_headers: dict[str, str] = field(default_factory=dict)
    seconds: float = 0.0


def send(it: Delivery) -> None:
    """Post it and note how that went; never raises for trouble on the way."""
    begun = time.monotonic()
    try:
        _post(it)
    except TimeoutError:
        _note(it, 504, "timed out", b"", {})
    except (OSError, HTTPException) as failure:
        _note(it, 502, "failed to connect to host", str(failure).encode(), {})
    it.seconds = time.monotonic() - begun


def _post(it: Delivery) -> None:
    where = urlsplit(it.url)
    kind = HTTPSConnection if where.scheme == "https" else HTTPConnection
    connection = kind(where.netloc, timeout=TIMEOUT_SECONDS)
    try:
        connection.request("POST", where.path or "/", it.body, it.headers)
        answer = connection.getresponse()
        good = 200 <= answer.status < 300
        status = "OK" if good else f"Invalid HTTP Response: {answer.status}"
        _note(it, answer.status, status, answer.read(KEPT_ANSWER_BYTES), dict(answer.headers))
    finally:
        connection.close()


def _note(it: Delivery, code: int, status: str, body: bytes, headers: dict[str, str]) -> None:
    it.status_code, it.status, it.response_headers = code, status, headers
    it.response = body.decode("utf-8", "replace")


def sign(secret: str, body: bytes, method: str) -> str:
    """The hex HMAC GitHub puts into the signature headers."""
    return hmac.new(secret.encode(), body, getattr(hashlib, method)).hexdigest()
