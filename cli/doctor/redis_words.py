"""Why Redis did not answer, in words for people."""

from __future__ import annotations


def redis_words(problem: Exception) -> str:
    """Words that go after "because", without addresses or passwords."""
    from redis.exceptions import (
        AuthenticationError,
        BusyLoadingError,
        ConnectionError,
        NoPermissionError,
        TimeoutError,
    )

    for kind, words in (
        (AuthenticationError, "it refuses the user or password"),
        (BusyLoadingError, "it is still loading its data"),
        (NoPermissionError, "its user may not run that command"),
        (TimeoutError, "no answer came in time"),
        (ConnectionError, "nothing answers at its address"),
    ):
        if isinstance(problem, kind):
            return words
    return f"it answered with {type(problem).__name__}"
