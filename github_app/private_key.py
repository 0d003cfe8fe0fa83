"""The App's private key, parsed and checked once per process: each time costs some 30 ms."""

from __future__ import annotations

from functools import lru_cache

from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey
from cryptography.hazmat.primitives.serialization import load_pem_private_key


@lru_cache(maxsize=4)
def private_key(pem: str) -> RSAPrivateKey:
    """Raises ValueError with words that go after the name of the setting."""
    try:
        key = load_pem_private_key(pem.encode(), password=None)
    except (ValueError, TypeError, UnicodeEncodeError):
        raise ValueError("is not an unencrypted private key in PEM form") from None
    if not isinstance(key, RSAPrivateKey):
        raise ValueError("is not an RSA key; GitHub Apps sign with RSA")
    return key
