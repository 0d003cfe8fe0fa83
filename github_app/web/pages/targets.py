"""Where somebody goes on after signing in: only to a page of ours."""

from __future__ import annotations

from urllib.parse import urlsplit

START = "/repositories"
_LONGEST = 1_000


def own_page(wanted: str) -> str:
    """`wanted` when it is the path of a page for people, with its query; else the start page."""
    try:
        parts = urlsplit(wanted)
    except ValueError:
        return START
    is_plain = wanted.isascii() and wanted.isprintable() and "\\" not in wanted
    is_ours = parts.path == START or parts.path.startswith(f"{START}/")
    if not is_plain or not is_ours or parts.scheme or parts.netloc or len(wanted) > _LONGEST:
        return START
    return wanted
