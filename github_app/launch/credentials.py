"""Whose GitHub is served: the real one, or a pretend one when no credentials are set."""

from __future__ import annotations

import os
import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat

from github_app.launch.problem import LaunchProblem

CREDENTIALS = ("GITHUB_APP_ID", "GITHUB_PRIVATE_KEY", "GITHUB_WEBHOOK_SECRET")
_PRETEND_APP_ID = "4711"
# As the pretend GitHub makes it from the number of the App.
_PRETEND_CLIENT_ID = f"Iv23li{int(_PRETEND_APP_ID):014d}"


def are_given(environment: Mapping[str, str]) -> bool:
    """True when all credentials are set, False when none is; LaunchProblem for only some."""
    missing = [name for name in CREDENTIALS if not environment.get(name, "").strip()]
    if not missing:
        return True
    if len(missing) == len(CREDENTIALS):
        return False
    raise LaunchProblem(
        f"Some of the GitHub App's credentials are set, but not {' and '.join(missing)}.",
        "Set all three to serve GitHub, or none of them to start with a pretend GitHub.",
    )


@dataclass(frozen=True, slots=True)
class PretendCredentials:
    """What the pretend GitHub and Plumbline share; made once, kept in files of the data folder."""

    app_id: str
    key_file: Path
    secret_file: Path
    client_id: str
    client_secret_file: Path

    @property
    def secret(self) -> str:
        return self.secret_file.read_text()

    @property
    def client_secret(self) -> str:
        return self.client_secret_file.read_text()

    def as_environment(self) -> dict[str, str]:
        return {
            **dict(zip(CREDENTIALS, (self.app_id, str(self.key_file), self.secret), strict=True)),
            "GITHUB_CLIENT_ID": self.client_id,
            "GITHUB_CLIENT_SECRET": self.client_secret,
        }


def pretend_credentials(folder: Path) -> PretendCredentials:
    """The credentials in `folder`, made when they are not there."""
    key_file = folder / "private-key.pem"
    if not key_file.exists():
        key = rsa.generate_private_key(public_exponent=65537, key_size=2048)
        form = (Encoding.PEM, PrivateFormat.TraditionalOpenSSL, NoEncryption())
        _write_private(key_file, key.private_bytes(*form))
    return PretendCredentials(
        app_id=_PRETEND_APP_ID,
        key_file=key_file.resolve(),
        secret_file=_secret(folder / "webhook-secret"),
        client_id=_PRETEND_CLIENT_ID,
        client_secret_file=_secret(folder / "client-secret"),
    )


def _secret(file: Path) -> Path:
    if not file.exists():
        _write_private(file, secrets.token_hex(20).encode())
    return file.resolve()


def _write_private(file: Path, content: bytes) -> None:
    descriptor = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(descriptor, "wb") as opened:
        opened.write(content)
