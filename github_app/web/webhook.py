"""`POST /webhook`: verified, understood, stored; then, and only then, answered with 202."""

from __future__ import annotations

import structlog
from flask import Blueprint, Response, jsonify, request
from redis import Redis
from redis.exceptions import RedisError

from github_app.events import Ignored, read_event
from github_app.events.delivery import Delivery, Identity
from github_app.events.payload import Payload
from github_app.events.sightings import Sightings
from github_app.inbox import Inbox
from github_app.settings import Settings
from github_app.signature import is_signed
from github_app.slug import Slug
from github_app.web.body import BadBody, parse_body, received_body

log = structlog.stdlib.get_logger(__name__)

Answer = tuple[Response, int]
_LONGEST_HEADER = 100
_NOT_SIGNED = "The signature is missing or was not made with the webhook secret."


def webhook_page(settings: Settings, redis: Redis, inbox: Inbox) -> Blueprint:
    page = Blueprint("webhook", __name__)
    secret = settings.webhook_secret.get_secret_value()
    door = _FrontDoor(settings.app_id, Slug(redis), Sightings(redis), inbox)

    @page.post("/webhook")
    def receive() -> Answer:
        event, guid = _header("X-GitHub-Event"), _header("X-GitHub-Delivery")
        with structlog.contextvars.bound_contextvars(delivery=guid, event_name=event):
            return _receive(event, guid, secret, door)

    return page


def _header(name: str) -> str:
    return request.headers.get(name, "")[:_LONGEST_HEADER]


def _receive(event: str, guid: str, secret: str, door: _FrontDoor) -> Answer:
    try:
        with received_body(request) as body:
            if not is_signed(body, secret, request.headers.get("X-Hub-Signature-256")):
                return _refuse(401, _NOT_SIGNED)
            payload = Payload(parse_body(body, request.mimetype))
    except BadBody as reason:
        return _refuse(reason.status, str(reason))
    if not event:
        return _refuse(400, "The header X-GitHub-Event is missing.")
    try:
        return door.take(event, guid, payload)
    except RedisError as error:
        log.error("The delivery was not stored; GitHub lists it as failed", why=str(error))
        return _refuse(503, "The delivery could not be stored; it can be redelivered.")


class _FrontDoor:
    """What becomes of a delivery that is known to come from GitHub."""

    def __init__(self, app_id: int, slug: Slug, seen: Sightings, inbox: Inbox) -> None:
        self._app_id, self._slug, self._seen, self._inbox = app_id, slug, seen, inbox

    def take(self, event: str, guid: str, payload: Payload) -> Answer:
        us = Identity(self._app_id, self._slug.known())
        delivery = Delivery(event, guid, payload, us)
        outcome = read_event(delivery, self._seen)
        if isinstance(outcome, Ignored):
            log.info("Delivery ignored", action=delivery.action, why=outcome.reason)
            return jsonify(result="ignored", reason=outcome.reason), 202
        results = {}
        for subject, prompt in outcome:
            results[subject.key] = self._inbox.mark(subject, prompt)
            self._seen.remember(subject, prompt)
        log.info("Delivery accepted", action=delivery.action, subjects=results)
        return jsonify(result="accepted", subjects=results), 202


def _refuse(status: int, why: str) -> Answer:
    """Logged without the body, which nobody vouches for."""
    log.warning("Delivery refused", status=status, why=why)
    return jsonify(error=why), status
