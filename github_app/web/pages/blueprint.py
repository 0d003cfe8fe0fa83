"""Puts the pages for people together."""

from __future__ import annotations

import structlog
from flask import Blueprint, Response
from redis import Redis
from redis.exceptions import RedisError
from werkzeug.wrappers import Response as AnyResponse

from github_app.desk import build_desk
from github_app.failures import WorldFailure
from github_app.gateway.visitors.failures import SignedOut
from github_app.inbox import Inbox
from github_app.metrics.tally import Tally
from github_app.settings import Settings
from github_app.web.pages.answers import broken_off, trouble
from github_app.web.pages.assets import serve_asset
from github_app.web.pages.gate import please_sign_in
from github_app.web.pages.log_reading import log_reader
from github_app.web.pages.pulls import pull_pages
from github_app.web.pages.reception import Reception
from github_app.web.pages.repositories import repository_pages
from github_app.web.pages.rituals import ritual_pages
from github_app.web.pages.shelf import Shelf
from github_app.web.pages.signing_in import sign_in_pages

_log = structlog.stdlib.get_logger(__name__)


def people_pages(settings: Settings, redis: Redis, inbox: Inbox, tally: Tally) -> Blueprint:
    """All pages for people; for settings that let people in."""
    pages = Blueprint("people", __name__, template_folder="../templates")
    pages.add_url_rule("/assets/<name>", "asset", serve_asset)
    desk = build_desk(settings, redis, inbox, tally)
    reception = Reception.of(desk)
    pages.register_blueprint(sign_in_pages(reception))
    shelf = Shelf(log_reader(desk))
    pages.register_blueprint(repository_pages(reception, shelf))
    pages.register_blueprint(pull_pages(reception))
    pages.register_blueprint(ritual_pages(reception))
    _register_troubles(pages, reception)
    return pages


def _register_troubles(pages: Blueprint, reception: Reception) -> None:
    @pages.errorhandler(SignedOut)
    def signed_out(_: SignedOut) -> AnyResponse:
        response = please_sign_in(reception)
        reception.cookies.drop_session(response)
        return response

    @pages.errorhandler(WorldFailure)
    def unanswered(failure: WorldFailure) -> Response:
        _log.warning("A page could not be made", why=failure.message)
        return trouble(None, failure.retry_after if failure.named else 0)

    @pages.errorhandler(RedisError)
    def unreachable(failure: RedisError) -> Response:
        _log.error("A page could not be made", why=type(failure).__name__)
        return broken_off()
