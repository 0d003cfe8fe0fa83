"""`/metrics`: what Prometheus reads; one answer speaks for all processes on one Redis."""

from __future__ import annotations

from hmac import compare_digest

from flask import Blueprint, Response, jsonify, request
from redis import Redis

from github_app.settings import Settings


def metrics_page(settings: Settings, redis: Redis) -> Blueprint:
    """Open to everybody who reaches it, unless the settings name a token."""
    page = Blueprint("metrics", __name__)
    token = settings.metrics_token.get_secret_value()

    @page.get("/metrics")
    def metrics() -> tuple[Response, int]:
        if token and not _is_given(token):
            answer = jsonify(error="The metrics are shown to whoever knows their token.")
            answer.headers["WWW-Authenticate"] = "Bearer"
            return answer, 401
        # Loaded by those processes alone that are asked.
        from github_app.metrics.exposition import expose
        from github_app.metrics.standing import read_all

        text, media_type = expose(read_all(redis), request.headers.get("Accept", ""))
        return Response(text, content_type=media_type), 200

    return page


def _is_given(token: str) -> bool:
    scheme, _, given = request.headers.get("Authorization", "").partition(" ")
    is_right = compare_digest(given.strip().encode(), token.encode())
    return scheme.lower() == "bearer" and is_right
