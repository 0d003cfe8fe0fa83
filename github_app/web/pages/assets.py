"""Styles and scripts of the pages. They hold nothing of anybody's."""

from __future__ import annotations

import hashlib
from functools import cache
from importlib.resources import files

from flask import Response, abort

_SECONDS = 3_600
_KINDS = {
    "decisions.css": "text/css",
    "decisions.js": "text/javascript",
    "frame.css": "text/css",
    "mark.svg": "image/svg+xml",
    "pull.css": "text/css",
    "rituals.css": "text/css",
}
_PLACES = {
    "decisions.css": "decisions.page",
    "decisions.js": "decisions.page",
    "pull.css": "reviews.page",
    "rituals.css": "rituals.page",
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
    # A room is loaded when its file is asked for, not before.
    place = files(_PLACES.get(name, "github_app.web"))
    return place.joinpath("assets", name).read_text(encoding="utf-8")
