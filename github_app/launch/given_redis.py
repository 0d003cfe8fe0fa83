"""Asks the Redis that REDIS_URL names before anything is started on top of it.

`python -m github_app.launch.given_redis SECONDS` gives it so long to begin, and answers by its
status: 0, or 2 with the problem as JSON. `redis_probe` runs it.
"""

from __future__ import annotations

import json
import os
import sys
import time

from redis import Redis
from redis.exceptions import AuthenticationError, BusyLoadingError, RedisError

from github_app.launch.problem import LaunchProblem
from github_app.redis_connection import connect

_POLL_SECONDS = 0.1
_LOADING_SECONDS = 10.0


class StillLoading(LaunchProblem):
    """Somebody answers, and is reading the data."""


def require_redis(url: str) -> None:
    """Raises LaunchProblem, whose words leave the password out, unless Redis answers at `url`."""
    try:
        redis = connect(url)
    except ValueError:
        raise LaunchProblem(
            "REDIS_URL is no address.", "It looks like redis://HOST:PORT/0."
        ) from None
    try:
        redis.ping()
    except BusyLoadingError:
        raise StillLoading(
            f"Redis at {_place(redis)} (REDIS_URL) is still loading its data.",
            "Start Plumbline again once it has loaded them.",
        ) from None
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


def main(url: str, seconds: float) -> int:
    """Ask until there is an answer, or Redis had its time: `seconds` to begin, more to load."""
    begun = time.monotonic()
    while True:
        try:
            require_redis(url)
        except LaunchProblem as problem:
            is_loading = isinstance(problem, StillLoading)
            patience = max(seconds, _LOADING_SECONDS) if is_loading else seconds
            if time.monotonic() - begun < patience:
                time.sleep(_POLL_SECONDS)
                continue
            print(json.dumps([problem.what, problem.remedy]))
            return 2
        return 0


def _place(redis: Redis) -> str:
    told = redis.connection_pool.connection_kwargs
    return str(told.get("path") or f"{told.get('host', 'localhost')}:{told.get('port', 6379)}")


if __name__ == "__main__":
    sys.exit(main(os.environ["REDIS_URL"], float(sys.argv[1])))
