"""Conditional requests: an answer that the caller knows already is not sent again, and is free."""

from __future__ import annotations

import hashlib

from flask import Request, Response


def tag(response: Response) -> None:
    """Give a successful answer its ETag."""
    digest = hashlib.sha256(response.get_data()).hexdigest()
    response.headers["ETag"] = f'W/"{digest}"'


def is_known(asked: Request, response: Response) -> bool:
    """Whether the caller named this very answer in `If-None-Match`."""
    named = [each.strip() for each in asked.headers.get("If-None-Match", "").split(",")]
    return response.headers["ETag"] in named


def not_modified(response: Response) -> Response:
    """The answer without its body."""
    kept = {name: response.headers[name] for name in ("ETag", "Link") if name in response.headers}
    return Response(status=304, headers=kept)
