"""Where a request comes from and whom it means, as far as the browser that sent it tells."""

from __future__ import annotations

from urllib.parse import urlsplit

from flask import Request

OWN_NAMES = frozenset({"127.0.0.1", "localhost", "::1"})


def names_us(asked: Request, listening_on: str) -> bool:
    """False when the address in the browser is another site's, whose name was made to lead here.

    `listening_on` is the address given at the start; it may be used beside those of this machine.
    """
    called = urlsplit(f"//{asked.host}").hostname
    return called in OWN_NAMES or called == listening_on.strip("[]").casefold()


def is_same_origin(asked: Request) -> bool:
    """False when a page of another site made the browser send this."""
    if asked.headers.get("Sec-Fetch-Site", "same-origin") not in ("same-origin", "none"):
        return False
    origin = asked.headers.get("Origin")
    return origin is None or urlsplit(origin).netloc == asked.host
