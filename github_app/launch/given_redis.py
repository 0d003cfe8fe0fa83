"""Asks the Redis that REDIS_URL names before anything is started on top of it."""

from __future__ import annotations

from redis import Redis
from redis.exceptions import AuthenticationError, BusyLoadingError, RedisError

from github_app.launch.problem import LaunchProblem
from github_app.redis_connection import connect


def require_redis(url: str) -> None:
    """Returns when somebody answers at `url`, be it that the data are still being loaded.

    Raises LaunchProblem, whose words leave the password out.
    """
    try:
        redis = connect(url)
    except ValueError:
        raise LaunchProblem(
            "REDIS_URL is no address.", "It looks like redis://HOST:PORT/0."
        ) from None
    try:
        redis.ping()
    except BusyLoadingError:
        return
    except AuthenticationError:
        raise LaunchProblem(
            f"Redis at {_place(redis)} (REDIS_URL) refuses the user or password.",
            "Put them into the address: redis://USER:PASSWORD@HOST:PORT/0.",
        ) from None
    except RedisError:
        raise LaunchProblem(
            f"Nothing answers at {_place(redis)} (REDIS_URL).",
            "Start a Redis or Valkey there, or unset REDIS_URL to have one started.",
        ) from None
    finally:
        redis.close()


def _place(redis: Redis) -> str:
    told = redis.connection_pool.connection_kwargs
    return str(told.get("path") or f"{told.get('host', 'localhost')}:{told.get('port', 6379)}")
