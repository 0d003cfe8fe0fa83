"""The App's private key: signs the App's own requests and seals what is kept in Redis."""

from __future__ import annotations

import base64
from typing import Any

import jwt
from cryptography.fernet import Fernet, InvalidToken
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
)
from github.Auth import AppAuth

from github_app.gateway.ledger import Ledger
from github_app.private_key import private_key as parsed_key

_SEAL_PURPOSE = b"plumbline installation tokens"


class AppKey:
    """The App and its key."""

    def __init__(self, app_id: int, private_key: str) -> None:
        key = parsed_key(private_key)
        self.app_id = app_id
        self._key = key
        self._auth = AppAuth(app_id, sign_func=self._sign)
        self._seal = Fernet(_sealing_key(key))

    def token(self, ledger: Ledger) -> str:  # noqa: ARG002
        """A fresh App token, good for a few minutes; signed here, without a request."""
        return self._auth.token

    def renewed(self, refused: str, ledger: Ledger) -> str:  # noqa: ARG002
        return self._auth.token

    def seal(self, secret: str) -> bytes:
        """Encrypts and signs; only this key opens it again."""
        return self._seal.encrypt(secret.encode())

    def unseal(self, sealed: bytes) -> str | None:
        """The secret, or None when it was sealed by another key or altered."""
        try:
            return self._seal.decrypt(sealed).decode()
        except InvalidToken:
            return None

    def seal_at(self, place: str, secret: str) -> bytes:
        """The same for something that is kept at `place`, and opens nowhere else."""
        return self.seal(f"{place}\n{secret}")

    def unseal_at(self, place: str, sealed: object) -> str | None:
        """What `seal_at` sealed for this place; None for anything else, whatever it is."""
        opened = self.unseal(sealed) if isinstance(sealed, bytes) else None
        at, _, secret = (opened or "").partition("\n")
        return secret if opened and at == place else None

    def _sign(self, payload: dict[str, Any]) -> str:
        return jwt.encode(payload, self._key, algorithm="RS256")


def _sealing_key(key: RSAPrivateKey) -> bytes:
    der = key.private_bytes(Encoding.DER, PrivateFormat.PKCS8, NoEncryption())
    derived = HKDF(algorithm=SHA256(), length=32, salt=None, info=_SEAL_PURPOSE).derive(der)
    return base64.urlsafe_b64encode(derived)
