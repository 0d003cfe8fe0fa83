"""When the front door was opened last: what GitHub sent while it was closed has to be asked for."""

from __future__ import annotations

import secrets
from contextlib import suppress
from typing import cast

from redis import Redis
from redis.exceptions import RedisError

_OPENED = "plumbline:front-door:opened"


def note_opened(redis: Redis) -> None:
    """To be called when the front door begins to listen. A Redis that does not answer is no reason
    to keep it closed: then the clock asks before long all the same.
    """
    with suppress(RedisError):
        redis.set(_OPENED, secrets.token_hex(8))


def opening(redis: Redis) -> bytes:
    """Another text after each opening, b"" when none is known."""
    return cast("bytes | None", redis.get(_OPENED)) or b""
