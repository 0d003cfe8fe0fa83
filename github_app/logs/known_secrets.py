"""The secrets that the settings hold, piece by piece as they might turn up somewhere."""

from __future__ import annotations

from collections.abc import Iterator
from urllib.parse import parse_qs, unquote, urlsplit

from pydantic import SecretStr

from github_app.settings import Settings

_SHORTEST_LINE = 20


def known_secrets(settings: Settings) -> Iterator[str]:
    """Every setting that is marked as secret. Of an address its password alone (of one with a name
    only, such as Sentry's, the name), which is all that is secret about it; of a key each line, for
    it might be cut anywhere.
    """
    for _, value in settings:
        if isinstance(value, SecretStr):
            yield from _pieces(value.get_secret_value())


def _pieces(secret: str) -> Iterator[str]:
    if "-----BEGIN" in secret:
        lines = secret.splitlines()
        yield from (line for line in lines if len(line) >= _SHORTEST_LINE and "--" not in line)
    elif "://" in secret:
        yield from _passwords(secret)
    else:
        yield secret


def _passwords(address: str) -> Iterator[str]:
    parts = urlsplit(address)
    if written := parts.password or parts.username:
        yield from (written, unquote(written))
    yield from parse_qs(parts.query).get("password", ())
