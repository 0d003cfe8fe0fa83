"""Builds the web application."""

from __future__ import annotations

from functools import partial

import structlog
from flask import Blueprint, Flask, Response, jsonify
from redis import Redis
from werkzeug.exceptions import HTTPException

from checks.engine.words import visible
from github_app.inbox import Inbox
from github_app.metrics.flushing import soon_flushed
from github_app.metrics.tally import Tally
from github_app.settings import Settings
from github_app.web.health import health_pages
from github_app.web.landing import landing_page
from github_app.web.metrics import metrics_page
from github_app.web.pages.off import pages_when_off
from github_app.web.webhook import webhook_page

log = structlog.stdlib.get_logger(__name__)

_HEADERS = {
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "no-referrer",
    "Content-Security-Policy": "default-src 'none'; style-src 'unsafe-inline'",
}


def create_app(settings: Settings, redis: Redis, inbox: Inbox) -> Flask:
    """A WSGI application with `/webhook`, `/healthz`, `/readyz`, `/metrics`, `/` and the pages for
    people.
    """
    app, tally = Flask(__name__, static_folder=None), soon_flushed(redis)
    app.register_blueprint(webhook_page(settings, redis, inbox, tally))
    app.register_blueprint(health_pages(redis))
    app.register_blueprint(metrics_page(settings, redis))
    app.register_blueprint(landing_page(settings))
    app.register_blueprint(_pages(settings, redis, inbox, tally))
    app.add_template_filter(visible)
    app.register_error_handler(HTTPException, _refused)
    app.register_error_handler(Exception, partial(_broken, tally))
    app.after_request(_guarded)
    return app


def _pages(settings: Settings, redis: Redis, inbox: Inbox, tally: Tally) -> Blueprint:
    if not settings.lets_people_in:
        return pages_when_off()
    # Imported late: with them comes all that asks GitHub, a third of what these processes take.
    from github_app.web.pages.blueprint import people_pages

    return people_pages(settings, redis, inbox, tally)


def _refused(error: HTTPException) -> tuple[Response, int]:
    return jsonify(error=error.description), error.code or 500


def _broken(tally: Tally, bug: Exception) -> tuple[Response, int]:
    tally.count("plumbline_bugs_total", part="web")
    log.error("A request could not be answered", exc_info=bug)
    return jsonify(error="Something broke here; the log says what."), 500


def _guarded(response: Response) -> Response:
    for name, value in _HEADERS.items():
        response.headers.setdefault(name, value)
    return response
