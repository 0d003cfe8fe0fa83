"""Sends signed deliveries as fast as a server takes them, at little cost to the machine."""

from __future__ import annotations

import hashlib
import hmac
import itertools
import json
import socket
import threading
import time
import uuid
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

Signed = tuple[str, bytes, str]
"""Event, body and signature."""


@dataclass(slots=True)
class Tally:
    """Answers by status, and the seconds each took."""

    statuses: dict[int, int] = field(default_factory=dict)
    seconds: list[float] = field(default_factory=list)


def hammer(
    port: int, bodies: Sequence[bytes], event: str, secret: str, seconds: float, connections: int
) -> Tally:
    """Sends `bodies` in turn, each time as a new delivery, over kept-alive connections."""
    signed = itertools.cycle([(event, body, _signature(secret, body)) for body in bodies])
    end = time.monotonic() + seconds
    return _sent(port, itertools.takewhile(lambda _: time.monotonic() < end, signed), connections)


def send_once(
    port: int, events: Sequence[tuple[str, Mapping[str, Any]]], secret: str, connections: int
) -> Tally:
    """Sends each of `events` (name and payload) once, as fast as they are taken."""
    bodies = [(event, json.dumps(payload).encode()) for event, payload in events]
    signed = [(event, body, _signature(secret, body)) for event, body in bodies]
    return _sent(port, iter(signed), connections)


def _sent(port: int, deliveries: Iterator[Signed], connections: int) -> Tally:
    lock, tally = threading.Lock(), Tally()

    def following() -> Signed | None:
        with lock:
            return next(deliveries, None)

    def send() -> None:
        with socket.create_connection(("127.0.0.1", port), timeout=10) as line:
            line.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            while delivery := following():
                event, body, signature = delivery
                head = _head(event, len(body), signature)
                begun = time.perf_counter()
                line.sendall(head + body)
                status = _status(line)
                with lock:
                    tally.seconds.append(time.perf_counter() - begun)
                    tally.statuses[status] = tally.statuses.get(status, 0) + 1

    threads = [threading.Thread(target=send) for _ in range(connections)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return tally


def _signature(secret: str, body: bytes) -> str:
    return "sha256=" + hmac.new(secret.encode(), body, hashlib.sha256).hexdigest()


def _head(event: str, length: int, signature: str) -> bytes:
    lines = (
        "POST /webhook HTTP/1.1",
        "Host: 127.0.0.1",
        "Content-Type: application/json",
        f"Content-Length: {length}",
        f"X-GitHub-Event: {event}",
        f"X-GitHub-Delivery: {uuid.uuid4()}",
        f"X-Hub-Signature-256: {signature}",
    )
    return ("\r\n".join(lines) + "\r\n\r\n").encode()


def _status(line: socket.socket) -> int:
    """Reads one answer off the connection."""
    received = b""
    while b"\r\n\r\n" not in received:
        received += _more(line)
    head, _, body = received.partition(b"\r\n\r\n")
    length = next(
        int(value)
        for name, _, value in (row.partition(b":") for row in head.split(b"\r\n")[1:])
        if name.lower() == b"content-length"
    )
    while len(body) < length:
        body += _more(line)
    return int(head.split(b" ", 2)[1])


def _more(line: socket.socket) -> bytes:
    chunk = line.recv(65_536)
    if not chunk:
        raise ConnectionError("the server hung up")
    return chunk
