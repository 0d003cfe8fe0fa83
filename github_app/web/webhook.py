"""`POST /webhook`: verified, understood, stored; then, and only then, answered with 202."""

from __future__ import annotations

import time

import structlog
from flask import Blueprint, Response, jsonify, request
from redis import Redis
from redis.exceptions import RedisError

from github_app.events import Ignored, read_event
from github_app.events.delivery import Delivery, Identity
from github_app.events.payload import Payload
from github_app.events.sightings import Sightings
from github_app.inbox import Inbox
from github_app.metrics.tally import Tally
from github_app.settings import Settings
from github_app.signature import is_signed
from github_app.slug import Slug
from github_app.telemetry.spans import of_delivery
from github_app.web.body import BadBody, parse_body, received_body

log = structlog.stdlib.get_logger(__name__)

Answer = tuple[Response, int]
_LONGEST_HEADER = 100
_NOT_SIGNED = "The signature is missing or was not made with the webhook secret."
_COUNTED_AS = {413: "too_large", 503: "too_busy"}


def webhook_page(settings: Settings, redis: Redis, inbox: Inbox, tally: Tally) -> Blueprint:
    """`tally` counts the deliveries by what became of them."""
    page = Blueprint("webhook", __name__)
    secret = settings.webhook_secret.get_secret_value()
    door = _FrontDoor(settings.app_id, Slug(redis), Sightings(redis), inbox)

    @page.post("/webhook")
    def receive() -> Answer:
        event, guid = _header("X-GitHub-Event"), _header("X-GitHub-Delivery")
        told = structlog.contextvars.bound_contextvars(delivery=guid, event_name=event)
        with told, of_delivery(guid, event):
            answer, outcome = _receive(event, guid, secret, door)
            tally.count("plumbline_deliveries_total", event=event, outcome=outcome)
            return answer

    return page


def _header(name: str) -> str:
    return request.headers.get(name, "")[:_LONGEST_HEADER]


def _receive(event: str, guid: str, secret: str, door: _FrontDoor) -> tuple[Answer, str]:
    """The answer, and what to count it as."""
    received = time.time()
    try:
        with received_body(request) as body:
            if not is_signed(body, secret, request.headers.get("X-Hub-Signature-256")):
                return _refuse(401, _NOT_SIGNED), "unsigned"
            payload = Payload(parse_body(body, request.mimetype))
    except BadBody as reason:
        return _refuse(reason.status, str(reason)), _COUNTED_AS.get(reason.status, "unreadable")
    if not event:
        return _refuse(400, "The header X-GitHub-Event is missing."), "unreadable"
    try:
        return door.take(event, guid, payload, received)
    except RedisError as error:
        log.error("The delivery was not stored; GitHub lists it as failed", why=str(error))
        why = "The delivery could not be stored; it can be redelivered."
        return _refuse(503, why), "not_stored"


class _FrontDoor:
    """What becomes of a delivery that is known to come from GitHub."""

    def __init__(self, app_id: int, slug: Slug, seen: Sightings, inbox: Inbox) -> None:
        self._app_id, self._slug, self._seen, self._inbox = app_id, slug, seen, inbox

    def take(self, event: str, guid: str, payload: Payload, received: float) -> tuple[Answer, str]:
        us = Identity(self._app_id, self._slug.known())
        delivery = Delivery(event, guid, payload, us, received)
        outcome = read_event(delivery, self._seen)
        about = {"installation": delivery.installation_id, "repository": delivery.repository}
        if isinstance(outcome, Ignored):
            log.info("Delivery ignored", action=delivery.action, why=outcome.reason, **about)
            return (jsonify(result="ignored", reason=outcome.reason), 202), "ignored"
        results = {}
        for subject, prompt in outcome:
            results[subject.key] = self._inbox.mark(subject, prompt)
            self._seen.remember(subject, prompt)
        log.info("Delivery accepted", action=delivery.action, subjects=results, **about)
        is_new = any(result != "duplicate" for result in results.values())
        answer = jsonify(result="accepted", subjects=results), 202
        return answer, "accepted" if is_new else "duplicate"


def _refuse(status: int, why: str) -> Answer:
    """Logged without the body, which nobody vouches for."""
    log.warning("Delivery refused", status=status, why=why)
    return jsonify(error=why), status
