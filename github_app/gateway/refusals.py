"""Translates what GitHub refuses, once, into the failures the rest of the program knows."""

from __future__ import annotations

import json
import math
import random
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from typing import Any

import structlog

from github_app.failures import Gone, LimitReached, NotPermitted, WorldFailure
from github_app.logs.redaction import redact

SECONDARY_LIMIT_SECONDS = 60.0
BRIEF_SECONDS = 5.0
LONGEST_SECONDS = 86_400.0
_NOT_A_FAILURE_OF_THE_WORLD = frozenset({304, 400, 409, 422})
# GitHub's clock and the moment at which it counts anew may differ by as much.
_SLACK_SECONDS = 10.0
log = structlog.stdlib.get_logger(__name__)
_BEHIND = ("no commit found", "could not resolve to", "already", "not found", "does not exist")
_SLOW_DOWN = ("rate limit", "abuse detection", "submitted too quickly", "temporarily blocked")


def date_of(headers: Mapping[str, Any]) -> datetime:
    """GitHub's clock at the time of the answer, UTC; this machine's clock where it is missing."""
    try:
        return parsedate_to_datetime(str(headers["date"])).astimezone(UTC)
    except (KeyError, ValueError, TypeError, OverflowError):
        return datetime.now(UTC)


def brief_failure(message: str) -> WorldFailure:
    """A failure that tends to pass within seconds; spread, so that not all come back at once."""
    return WorldFailure(BRIEF_SECONDS * random.uniform(0.8, 1.4), message)  # noqa: S311


@contextmanager
def expecting(what: str) -> Iterator[None]:
    """Around the reading of an answer about `what`: where it has another shape than GitHub
    describes, the world has failed. Raises `WorldFailure`, and the log says what was odd.

    Should it be our reading that is wrong, the work waits until that is mended, and is not lost.
    """
    try:
        yield
    except (LookupError, TypeError, AttributeError, ValueError, OverflowError) as odd:
        log.error("An answer of GitHub's has another shape than expected", about=what, exc_info=odd)
        told = f"GitHub's answer about {what} could not be understood ({type(odd).__name__})"
        raise brief_failure(told) from odd


def rate_limited(headers: Mapping[str, Any]) -> LimitReached:
    """Waits as GitHub asks: `retry-after`, else until the window resets, else a minute."""
    after = _asked_seconds(headers)
    if after is not None:
        return LimitReached(after, "GitHub asked to wait", named=True)
    reset = _number(headers.get("x-ratelimit-reset"))
    if reset is not None and _number(headers.get("x-ratelimit-remaining")) == 0:
        # Compared with GitHub's own clock, so that a skewed local clock does no harm.
        wait = reset - date_of(headers).timestamp() + 1
        if wait > -_SLACK_SECONDS:
            resource = str(headers.get("x-ratelimit-resource") or "")
            told = "GitHub's hourly limit is used up"
            return LimitReached(_within_bounds(wait), told, named=True, resource=resource)
    return LimitReached(SECONDARY_LIMIT_SECONDS, "GitHub's secondary limit was reached")


def raise_for(status: int, headers: Mapping[str, Any], data: object, what: str) -> None:
    """Raises for an answer nobody can use; 400, 409 and 422 are left to the caller to read."""
    if 200 <= status < 300 or status in _NOT_A_FAILURE_OF_THE_WORLD:
        return
    message = message_of(data)
    if status == 429 or (status == 403 and is_rate_limit(headers, message)):
        raise rate_limited(headers)
    if status == 403 and message:
        raise NotPermitted(f"{what}: {message}")
    if status in (404, 410, 451):
        raise Gone(f"{what}: {message or 'not found'}")
    if status == 401:
        raise WorldFailure(SECONDARY_LIMIT_SECONDS, f"{what}: GitHub did not accept the credential")
    after = _asked_seconds(headers)
    if after is not None:
        raise WorldFailure(after, f"{what}: GitHub answered {status}", named=True, for_all=True)
    if status == 403:
        # Whoever refuses without a word of GitHub's stands between it and us.
        raise WorldFailure(SECONDARY_LIMIT_SECONDS, f"{what}: refused without a reason")
    raise brief_failure(f"{what}: GitHub answered {status}")


def is_rate_limit(headers: Mapping[str, Any], message: str) -> bool:
    """Whether a 403 means "slow down" rather than "you may not"."""
    is_spent = str(headers.get("x-ratelimit-remaining", "")) == "0"
    return "retry-after" in headers or is_spent or says_slow_down(message)


def says_slow_down(message: str) -> bool:
    """Whether these are GitHub's words about asking too much."""
    lower = message.lower()
    return any(words in lower for words in _SLOW_DOWN)


def is_behind(message: str) -> bool:
    """Whether a write was refused because a part of GitHub does not know yet what another does: a
    commit that was pushed, or what somebody created meanwhile.
    """
    lower = message.lower()
    return any(words in lower for words in _BEHIND)


def message_of(data: object) -> str:
    """GitHub's own words about an error, "" when there are none. What stands between us may repeat
    what it was sent, so credentials are taken out.
    """
    return redact(str(data.get("message") or "")) if isinstance(data, dict) else ""


def parsed(status: int, text: str) -> Any:
    """The JSON of a body, None for an empty one. Proxies answer errors in HTML: None as well; but
    a successful answer that cannot be read was cut on its way.
    """
    try:
        return _encodable(json.loads(text), text) if text else None
    except (ValueError, RecursionError):
        if status < 300:
            raise brief_failure("GitHub's answer was cut on its way") from None
        return None


def _encodable(value: Any, text: str) -> Any:
    """`value`, read from `text`, without halves of characters: JSON can spell them, and nothing
    else can hold them.
    """
    if "\\ud" not in text and "\\uD" not in text:
        return value
    return json.loads(json.dumps(value, ensure_ascii=False).encode("utf-8", "replace"))


def _asked_seconds(headers: Mapping[str, Any]) -> float | None:
    """How long `retry-after` asks to wait, in seconds or as a date; None where it does not say."""
    told = headers.get("retry-after")
    seconds = _number(told)
    if seconds is None and told is not None:
        try:
            seconds = (parsedate_to_datetime(str(told)) - date_of(headers)).total_seconds()
        except (ValueError, TypeError, OverflowError):
            return None
    return None if seconds is None else _within_bounds(seconds)


def _within_bounds(seconds: float) -> float:
    return min(max(1.0, seconds), LONGEST_SECONDS)


def _number(value: object) -> float | None:
    try:
        number = float(str(value))
    except ValueError:
        return None
    return number if math.isfinite(number) else None
