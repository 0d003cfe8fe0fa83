"""The connection to Redis, with limits on how long anyone waits for it."""

from __future__ import annotations

from redis import Redis
from redis.backoff import ConstantBackoff
from redis.retry import Retry

# GitHub hangs up after 10 s, so a delivery must be answered, if only with 503, well before. What
# does not answer is waited for once and once more; asking idle connections for a sign of life
# would add the same again, and finds nothing that the retry does not mend.
_CONNECT_SECONDS = 2.0
_ANSWER_SECONDS = 3.0
_RETRIES = 1


def connect(url: str) -> Redis:
    """A client that connects when first used; replies are bytes, as RQ needs them."""
    return Redis.from_url(
        url,
        socket_connect_timeout=_CONNECT_SECONDS,
        socket_timeout=_ANSWER_SECONDS,
        retry=Retry(ConstantBackoff(0.05), _RETRIES),
    )
