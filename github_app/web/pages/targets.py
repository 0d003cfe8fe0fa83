"""Where somebody goes on after signing in: only to a page of ours."""

from __future__ import annotations

from urllib.parse import urlsplit

from github_app.page_addresses import REPOSITORIES, RITUALS

START = REPOSITORIES
_PAGES = (REPOSITORIES, RITUALS)
_LONGEST = 1_000


def own_page(wanted: str) -> str:
    """`wanted` when it is the path of a page for people, with its query; else the start page."""
    try:
        parts = urlsplit(wanted)
    except ValueError:
        return START
    is_plain = wanted.isascii() and wanted.isprintable() and "\\" not in wanted
    is_ours = any(parts.path == page or parts.path.startswith(f"{page}/") for page in _PAGES)
    if not is_plain or not is_ours or parts.scheme or parts.netloc or len(wanted) > _LONGEST:
        return START
    return wanted
