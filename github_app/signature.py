"""Was this delivery sent by GitHub? Asked before anything of it is parsed."""

from __future__ import annotations

import hashlib
import hmac

_PREFIX = "sha256="


def sign(body: bytes, secret: str) -> str:
    """The value GitHub sends as `X-Hub-Signature-256` for `body`."""
    return _PREFIX + hmac.new(secret.encode(), body, hashlib.sha256).hexdigest()


def is_signed(body: bytes, secret: str, signature: str | None) -> bool:
    """True when `signature` proves knowledge of `secret`; takes as long for near misses."""
    if not signature or not secret:
        return False
    # Compared as bytes: for text, `compare_digest` refuses anything but ASCII.
    return hmac.compare_digest(sign(body, secret).encode(), signature.encode("utf-8", "replace"))
