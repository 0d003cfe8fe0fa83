"""Where a request comes from, as far as the browser that sent it tells."""

from __future__ import annotations

from urllib.parse import urlsplit

from flask import Request


def is_same_origin(asked: Request) -> bool:
    """False when a page of another site made the browser send this."""
    if asked.headers.get("Sec-Fetch-Site", "same-origin") not in ("same-origin", "none"):
        return False
    origin = asked.headers.get("Origin")
    return origin is None or urlsplit(origin).netloc == asked.host
