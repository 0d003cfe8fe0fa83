"""The registered App, where it is installed, and the tokens it was given."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from functools import lru_cache
from typing import TYPE_CHECKING

from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import rsa

from sandbox.accounts import Account

if TYPE_CHECKING:
    from sandbox.repository import Repository

PERMISSIONS = {
    "checks": "write",
    "contents": "read",
    "issues": "write",
    "members": "read",
    "merge_queues": "read",
    "metadata": "read",
    "pull_requests": "write",
}
# The first two come with the permission to write checks, without being asked for.
EVENTS = (
    "check_run",
    "check_suite",
    "issue_comment",
    "issues",
    "member",
    "membership",
    "merge_group",
    "organization",
    "pull_request",
    "pull_request_review",
    "push",
    "team",
)


@dataclass(eq=False, slots=True)
class App:
    """A GitHub App as registered: who it is, what it may do, where its webhooks go, and the only
    addresses people return to after signing in.
    """

    id: int
    node_id: str
    slug: str
    name: str
    owner: Account
    bot: Account
    created_at: datetime
    public_key: rsa.RSAPublicKey
    webhook_secret: str
    webhook_url: str = ""
    webhook_content_type: str = "json"
    webhook_insecure_ssl: str = "0"
    permissions: dict[str, str] = field(default_factory=lambda: dict(PERMISSIONS))
    events: tuple[str, ...] = EVENTS
    client_secret: str = ""
    callback_urls: tuple[str, ...] = ()

    @property
    def client_id(self) -> str:
        return f"Iv23li{self.id:014d}"


@dataclass(eq=False, slots=True)
class Installation:
    """The App on one account; `repositories` None means all of the account's repositories."""

    id: int
    node_id: str
    app: App
    account: Account
    permissions: dict[str, str]
    created_at: datetime
    updated_at: datetime
    repositories: list[Repository] | None = None
    suspended_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Token:
    """An installation token; `repository_ids` None reaches all repositories of the installation."""

    text: str
    installation: Installation
    permissions: dict[str, str]
    repository_ids: frozenset[int] | None
    expires_at: datetime


@dataclass(frozen=True, slots=True)
class KeyPair:
    """An App's private key as PEM text, with the public half GitHub keeps."""

    private_pem: str
    public: rsa.RSAPublicKey

    @classmethod
    def generate(cls) -> KeyPair:
        return cls._of(rsa.generate_private_key(public_exponent=65537, key_size=2048))

    @classmethod
    @lru_cache(maxsize=4)
    def load(cls, pem: str) -> KeyPair:
        """Parsing and checking a key takes a while; the same one is not parsed twice."""
        key = serialization.load_pem_private_key(pem.encode(), password=None)
        if not isinstance(key, rsa.RSAPrivateKey):
            raise ValueError("an App's private key is an RSA key")
        return cls._of(key)

    @classmethod
    def _of(cls, key: rsa.RSAPrivateKey) -> KeyPair:
        pem = key.private_bytes(
            serialization.Encoding.PEM,
            serialization.PrivateFormat.TraditionalOpenSSL,
            serialization.NoEncryption(),
        )
        return cls(pem.decode(), key.public_key())
