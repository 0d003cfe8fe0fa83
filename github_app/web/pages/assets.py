"""Styles and scripts of the pages. They hold nothing of anybody's."""

from __future__ import annotations

import hashlib
from functools import cache
from importlib.resources import files

from flask import Response, abort

from decisions.page import asset as of_decisions
from reviews.page import asset as of_reviews

_SECONDS = 3_600
_KINDS = {
    "decisions.css": "text/css",
    "decisions.js": "text/javascript",
    "frame.css": "text/css",
    "mark.svg": "image/svg+xml",
    "pull.css": "text/css",
}
_OF_ROOMS = {
    "decisions.css": of_decisions,
    "decisions.js": of_decisions,
    "pull.css": of_reviews,
}


def serve_asset(name: str) -> Response:
    """A file by its name; 404 for any other."""
    if name not in _KINDS:
        abort(404)
    response = Response(_text(name), mimetype=_KINDS[name])
    response.cache_control.max_age = _SECONDS
    return response


@cache
def asset_address(name: str) -> str:
    """Another one for other content, so that a page never meets the style of an earlier release."""
    digest = hashlib.sha256(_text(name).encode()).hexdigest()
    return f"/assets/{name}?v={digest[:10]}"


@cache
def _text(name: str) -> str:
    if name in _OF_ROOMS:
        return _OF_ROOMS[name](name)
    return files("github_app.web").joinpath("assets", name).read_text(encoding="utf-8")
