"""Has Redis asked by a process of its own: its client takes memory that the launcher would keep for
as long as everything runs.
"""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Mapping

from github_app.launch.problem import LaunchProblem

_ENDING_SECONDS = 5.0


class RedisProbe:
    """Asks the Redis of `environment`, which has `seconds` to begin to answer."""

    def __init__(self, environment: Mapping[str, str], seconds: float) -> None:
        command = [sys.executable, "-m", "github_app.launch.given_redis", str(seconds)]
        # Of its own session, so that Ctrl-C is answered by the launcher alone.
        self._process = subprocess.Popen(
            command,
            env=dict(environment),
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            start_new_session=True,
        )

    def is_answered(self) -> bool:
        """False while nothing is known. Raises LaunchProblem when Redis does not answer."""
        status = self._process.poll()
        if status in (None, 0):
            return status == 0
        told, trouble = self._process.communicate()
        try:
            what, remedy = json.loads(told)
        except ValueError:
            raise LaunchProblem(f"Redis could not be asked:\n{trouble[-2000:]}") from None
        raise LaunchProblem(what, remedy)

    def end(self) -> None:
        """Nobody waits for an answer any more."""
        self._process.kill()
        self._process.communicate(timeout=_ENDING_SECONDS)
