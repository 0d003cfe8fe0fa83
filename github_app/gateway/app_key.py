"""The App's private key: signs the App's own requests and seals what is kept in Redis."""

from __future__ import annotations

import base64
from datetime import UTC, datetime
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

# Tokens are dated back by a minute, and live for five.
_TOLERATED_SECONDS = 30.0
_SEAL_PURPOSE = b"plumbline installation tokens"


class AppKey:
    """The App and its key."""

    def __init__(self, app_id: int, private_key: str) -> None:
        key = parsed_key(private_key)
        self.app_id = app_id
        self._key = key
        self._ahead = 0.0
        self._auth = AppAuth(app_id, sign_func=self._sign)
        self._seal = Fernet(_sealing_key(key))

    def token(self, ledger: Ledger) -> str:  # noqa: ARG002
        """A fresh App token, good for a few minutes; signed here, without a request."""
        return self._auth.token

    def renewed(self, refused: str, ledger: Ledger, at: datetime) -> str:  # noqa: ARG002
        self.follow(at)
        return self._auth.token

    def follow(self, at: datetime) -> bool:
        """GitHub refused a token of ours at `at` by its own clock. Perhaps this machine's is wrong:
        then the next ones are dated by GitHub's. Whether that changes anything.
        """
        ahead = (at - datetime.now(UTC)).total_seconds()
        # Where following did not help either, the clock was not the reason.
        followed = 0.0 if abs(ahead - self._ahead) < _TOLERATED_SECONDS else ahead
        is_new, self._ahead = followed != self._ahead, followed
        return is_new

    def seal(self, place: str, secret: str) -> bytes:
        """Encrypts and signs what is kept at `place`; only this key opens it again, and only as
        something from there.
        """
        return self._seal.encrypt(f"{place}\n{secret}".encode())

    def unseal(self, place: str, sealed: object) -> str | None:
        """What was sealed for this place; None for anything else: made by another key, altered,
        moved here from elsewhere, or no sealed bytes at all.
        """
        try:
            opened = self._seal.decrypt(sealed).decode() if isinstance(sealed, bytes) else ""
        except InvalidToken:
            return None
        at, is_whole, secret = opened.partition("\n")
        return secret if is_whole and at == place else None

    def _sign(self, payload: dict[str, Any]) -> str:
        times = {name: payload[name] + int(self._ahead) for name in ("iat", "exp")}
        return jwt.encode({**payload, **times}, self._key, algorithm="RS256")


def _sealing_key(key: RSAPrivateKey) -> bytes:
    der = key.private_bytes(Encoding.DER, PrivateFormat.PKCS8, NoEncryption())
    derived = HKDF(algorithm=SHA256(), length=32, salt=None, info=_SEAL_PURPOSE).derive(der)
    return base64.urlsafe_b64encode(derived)
