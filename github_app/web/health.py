"""`/healthz`: this process answers. `/readyz`: everything that is needed to judge is there."""

from __future__ import annotations

from flask import Blueprint, Response, jsonify
from redis import Redis
from redis.exceptions import RedisError

from github_app.doorbell import unheard_seconds
from github_app.vital_signs import WORK_SECONDS, is_alive


def health_pages(redis: Redis) -> Blueprint:
    pages = Blueprint("health", __name__)

    @pages.get("/healthz")
    def alive() -> Response:
        return jsonify(alive=True)

    @pages.get("/readyz")
    def ready() -> tuple[Response, int]:
        checks = _checks(redis)
        is_ready = all(state == "ok" for state in checks.values())
        return jsonify(ready=is_ready, checks=checks), 200 if is_ready else 503

    return pages


def _checks(redis: Redis) -> dict[str, str]:
    """ "ok" for each part, or what is wrong with it."""
    unknown = "Unknown while Redis does not answer"
    try:
        redis.ping()
        return {
            "redis": "ok",
            "worker": "ok" if is_alive(redis, "worker") else "No worker is alive",
            "clock": "ok" if is_alive(redis, "clock") else "The clock is not alive",
            "work": _work(redis),
        }
    except RedisError:
        return {
            "redis": "Redis does not answer",
            "worker": unknown,
            "clock": unknown,
            "work": unknown,
        }


def _work(redis: Redis) -> str:
    """Work that waits is no trouble as long as some is taken up now and then."""
    waiting = unheard_seconds(redis)
    if waiting <= WORK_SECONDS or is_alive(redis, "work"):
        return "ok"
    return (
        f"Work has waited for {waiting:.0f} s, and no worker has taken up any for {WORK_SECONDS} s"
    )
