"""Takes secrets out of text before it is logged or shown."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable

HIDDEN = "[redacted]"
_SHORTEST_SECRET = 6

# GitHub's tokens are opaque and vary in length; the newer ones contain dots.
_GITHUB_GRANT = r"\bgh[a-z]_[A-Za-z0-9._-]{10,}"
_PERSONAL_GRANT = r"\bgithub_pat_[A-Za-z0-9_]{10,}"
_JWT = r"\beyJ[A-Za-z0-9_-]{5,}\.[A-Za-z0-9_-]{5,}\.[A-Za-z0-9_-]*"
_PEM = r"-----BEGIN [A-Z ]+-----.*?(?:-----END [A-Z ]+-----|\Z)"
_AUTHORIZATION = (
    r"(?i:(?<=authorization)[\"'\\]*\s*[:=]\s*[\"'\\]*(?:(?:bearer|token|basic)\s+)?[^\s\"'\\,}]+)"
)
_LOGIN_IN_URL = r"(?<=://)[^/\s@:]*:[^/\s@]+(?=@)"

_SECRETS = re.compile(
    "|".join((_PEM, _AUTHORIZATION, _GITHUB_GRANT, _PERSONAL_GRANT, _JWT, _LOGIN_IN_URL)), re.DOTALL
)


def redact(text: str) -> str:
    """`text` without anything that looks like a token, JWT, private key or password."""
    return _SECRETS.sub(HIDDEN, text)


def redactor(secrets: Iterable[str] = ()) -> Callable[[str], str]:
    """Like `redact`, and hides the given secrets too, also as they look inside JSON strings.

    Secrets of a few characters are left: they hide nothing, and hiding them would eat every word.
    """
    long = [secret for secret in secrets if len(secret) >= _SHORTEST_SECRET]
    forms = {form for secret in long for form in (secret, json.dumps(secret)[1:-1])}
    if not forms:
        return redact
    known = re.compile("|".join(re.escape(form) for form in sorted(forms, key=len, reverse=True)))

    def hide(text: str) -> str:
        # Looking for each is much faster than the expression, and mostly there is none.
        return redact(known.sub(HIDDEN, text) if any(form in text for form in forms) else text)

    return hide
