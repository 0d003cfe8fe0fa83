"""What the tests of the service share."""

from __future__ import annotations

from functools import cache

import pytest
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
)

from github_app.settings import Settings, read_settings
from tests.conftest import RedisServer

SECRET = "a secret between two"


@cache
def private_key() -> str:
    key = rsa.generate_private_key(public_exponent=65537, key_size=2048)
    return key.private_bytes(
        Encoding.PEM, PrivateFormat.TraditionalOpenSSL, NoEncryption()
    ).decode()


def environment(**changes: str) -> dict[str, str]:
    """A complete environment, with `changes`; an empty value takes a setting out."""
    return {
        "GITHUB_APP_ID": "7",
        "GITHUB_PRIVATE_KEY": private_key(),
        "GITHUB_WEBHOOK_SECRET": SECRET,
        "REDIS_URL": "redis://localhost:1/0",
        **changes,
    }


@pytest.fixture
def settings(redis_server: RedisServer) -> Settings:
    return read_settings(environment(REDIS_URL=redis_server.url))
