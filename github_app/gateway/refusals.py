"""Translates what GitHub refuses, once, into the failures the rest of the program knows."""

from __future__ import annotations

import json
import random
from collections.abc import Mapping
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from typing import Any

from github_app.failures import Gone, LimitReached, NotPermitted, WorldFailure

SECONDARY_LIMIT_SECONDS = 60.0
BRIEF_SECONDS = 5.0
_NOT_A_FAILURE_OF_THE_WORLD = frozenset({400, 409, 422})


def date_of(headers: Mapping[str, Any]) -> datetime:
    """GitHub's clock at the time of the answer, UTC; this machine's clock where it is missing."""
    try:
        return parsedate_to_datetime(str(headers["date"])).astimezone(UTC)
    except (KeyError, ValueError, TypeError):
        return datetime.now(UTC)


def brief_failure(message: str) -> WorldFailure:
    """A failure that tends to pass within seconds; spread, so that not all come back at once."""
    return WorldFailure(BRIEF_SECONDS * random.uniform(0.8, 1.4), message)  # noqa: S311


def rate_limited(headers: Mapping[str, Any]) -> LimitReached:
    """Waits as GitHub asks: `retry-after`, else until the window resets, else a minute."""
    after = _number(headers.get("retry-after"))
    if after is not None:
        return LimitReached(after, "GitHub asked to wait", named=True)
    reset = _number(headers.get("x-ratelimit-reset"))
    if reset is not None and _number(headers.get("x-ratelimit-remaining")) == 0:
        # Compared with GitHub's own clock, so that a skewed local clock does no harm.
        wait = max(1.0, reset - date_of(headers).timestamp() + 1)
        return LimitReached(wait, "GitHub's hourly limit is used up", named=True)
    return LimitReached(SECONDARY_LIMIT_SECONDS, "GitHub's secondary limit was reached")


def raise_for(status: int, headers: Mapping[str, Any], data: object, what: str) -> None:
    """Raises for an answer nobody can use; 400, 409 and 422 are left to the caller to read."""
    if status < 400 or status in _NOT_A_FAILURE_OF_THE_WORLD:
        return
    message = message_of(data)
    if status in (403, 429):
        if status == 429 or is_rate_limit(headers, message):
            raise rate_limited(headers)
        raise NotPermitted(f"{what}: {message or 'refused'}")
    if status in (404, 410, 451):
        raise Gone(f"{what}: {message or 'not found'}")
    if status == 401:
        raise WorldFailure(SECONDARY_LIMIT_SECONDS, f"{what}: GitHub did not accept the credential")
    after = _number(headers.get("retry-after"))
    if after is not None:
        raise WorldFailure(after, f"{what}: GitHub answered {status}", named=True)
    raise brief_failure(f"{what}: GitHub answered {status}")


def is_rate_limit(headers: Mapping[str, Any], message: str) -> bool:
    """Whether a 403 means "slow down" rather than "you may not"."""
    lower = message.lower()
    return (
        "retry-after" in headers
        or str(headers.get("x-ratelimit-remaining", "")) == "0"
        or "rate limit" in lower
        or "abuse detection" in lower
    )


def message_of(data: object) -> str:
    """GitHub's own words about an error, "" when there are none."""
    return str(data.get("message") or "") if isinstance(data, dict) else ""


def parsed(status: int, text: str) -> Any:
    """The JSON of a body, None for an empty one. Proxies answer errors in HTML: None as well; but
    a successful answer that cannot be read was cut on its way.
    """
    try:
        return json.loads(text) if text else None
    except ValueError:
        if status < 300:
            raise brief_failure("GitHub's answer was cut on its way") from None
        return None


def _number(value: object) -> float | None:
    try:
        return float(str(value))
    except ValueError:
        return None
