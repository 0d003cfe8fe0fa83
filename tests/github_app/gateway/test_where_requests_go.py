"""Our credentials go to the one host that the settings name, and to nobody who only pretends."""

from __future__ import annotations

import socket
import ssl
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from cryptography import x509
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from redis import Redis

from github_app.failures import WorldFailure
from github_app.gateway.app import GitHubApp
from sandbox.faults import Fault
from tests.github_app.conftest import private_key
from tests.github_app.use_cases.stage import REPOSITORY, Stage

LURES = "\n".join(
    f"[a]({scheme}169.254.169.254/latest) ![b]({scheme}internal.example/x.png) {scheme}127.0.0.1:1/"
    for scheme in ("http://", "https://", "ftp://", "file:///", "git://", "redis://", "//")
)


@dataclass
class Stranger:
    """Listens, and keeps what it is told."""

    server: socket.socket
    certificate: ssl.SSLContext | None = None
    heard: list[bytes] = field(default_factory=list)

    @property
    def port(self) -> int:
        return int(self.server.getsockname()[1])

    def listen(self) -> None:
        while True:
            try:
                wire, _ = self.server.accept()
            except OSError:
                return
            self.heard.append(b"")
            with suppress(OSError), wire:
                wire.settimeout(2)
                inner = self.certificate.wrap_socket(wire, True) if self.certificate else wire
                self.heard[-1] = inner.recv(65_536)


@contextmanager
def stranger(certificate: ssl.SSLContext | None = None) -> Iterator[Stranger]:
    made = Stranger(socket.create_server(("127.0.0.1", 0)), certificate)
    threading.Thread(target=made.listen, daemon=True).start()
    try:
        yield made
    finally:
        made.server.close()


def self_signed(folder: Path) -> ssl.SSLContext:
    key = rsa.generate_private_key(public_exponent=65537, key_size=2048)
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "localhost")])
    now = datetime.now(UTC)
    made = x509.CertificateBuilder(name, name, key.public_key(), 7, now, now + timedelta(days=1))
    signed = made.add_extension(
        x509.SubjectAlternativeName([x509.DNSName("localhost")]), critical=False
    ).sign(key, SHA256())
    file = folder / "stranger.pem"
    pem = key.private_bytes(Encoding.PEM, PrivateFormat.TraditionalOpenSSL, NoEncryption())
    file.write_bytes(pem + signed.public_bytes(Encoding.PEM))
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(file)
    return context


@pytest.mark.parametrize("status", [301, 302, 307, 308])
def test_a_token_is_not_taken_along_to_another_host(stage: Stage, status: int) -> None:
    github = stage.desk.github.installation(stage.installation.id, stage.repository.id, REPOSITORY)
    with stranger() as other:
        away = {"location": f"http://127.0.0.1:{other.port}/repos/{REPOSITORY}/pulls"}
        stage.sandbox.service.faults.add(Fault("status", status=status, headers=away, path="pulls"))
        with pytest.raises(WorldFailure):
            github.rest("GET", f"/repos/{REPOSITORY}/pulls")
        assert other.heard == []


def test_a_certificate_that_nobody_vouches_for_is_not_trusted(redis: Redis, tmp_path: Path) -> None:
    with stranger(self_signed(tmp_path)) as other:
        github = GitHubApp(7, private_key(), f"https://localhost:{other.port}/api/v3", redis)
        with pytest.raises(WorldFailure):
            github.installation(1, 2, REPOSITORY).rest("GET", "/x")
        github.close()
        assert not any(other.heard)


def test_no_address_in_what_people_write_is_ever_visited(stage: Stage) -> None:
    visited: set[str] = set()
    watching = threading.Event()

    def watch(event: str, about: tuple[Any, ...]) -> None:
        if watching.is_set() and event in ("socket.connect", "socket.getaddrinfo"):
            visited.add(str(about[1] if event == "socket.connect" else about[0]))

    sys.addaudithook(watch)
    stage.world.push_to_branch("main", {"CODEOWNERS": f"* {LURES}"}, LURES, by="linus")
    watching.set()
    record = f"# 2. {LURES}\n\n## Status\n\nSuperseded by {LURES}\n"
    pull = stage.open(
        {"docs/adr/0002-x.md": record, "a.html": LURES, ".gitmodules": LURES},
        title=LURES[:200],
        body=LURES,
    )
    stage.world.comment(pull.number, f"/plumbline why {LURES}", by="ada")
    stage.judge(pull)
    watching.clear()
    server = f"('127.0.0.1', {stage.sandbox.api_url.rsplit(':', 1)[1].partition('/')[0]})"
    assert stage.runs(pull.head_oid)
    assert {place for place in visited if "redis.sock" not in place} <= {server, "127.0.0.1"}
