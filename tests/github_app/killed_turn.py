"""A turn about rituals in a process of its own, which kills itself at a chosen step.

Steps are the requests to GitHub and the writes to Redis, in their order; each of them is a place to
die right before it and right after it.
"""

from __future__ import annotations

import multiprocessing
import os
import signal
from collections.abc import Callable, Mapping
from multiprocessing.context import ForkServerContext
from multiprocessing.sharedctypes import Synchronized
from typing import Any

import requests
from redis import Redis
from redis.client import Pipeline

from github_app.inbox import Turn
from github_app.jobs import open_desk
from github_app.subjects import Prompt, Subject
from github_app.use_cases.attend import attend

READS = frozenset({"GET", "MGET", "PTTL", "EXISTS", "HGETALL", "HGET", "SMEMBERS", "ZSCORE"})
NEVER = -1


def context() -> ForkServerContext:
    """Processes begin with everything imported, and with nothing opened."""
    made = multiprocessing.get_context("forkserver")
    made.set_forkserver_preload(["tests.github_app.killed_turn"])
    return made


def take_turn(
    subject: str,
    repository: str,
    environment: Mapping[str, str],
    die_at: int,
    steps: Synchronized[int],
) -> None:
    """Dies before step `die_at / 2` where that is even, else after it; `steps` counts them."""
    os.environ.update(environment)
    _die_in(requests.Session, "request", lambda *_: True, die_at, steps)
    _die_in(Redis, "execute_command", lambda command, *_: command not in READS, die_at, steps)
    _die_in(Pipeline, "execute", lambda *_: True, die_at, steps)
    turn = Turn(Subject.parse(subject), Prompt("a look", repository), "t", 1)
    attend(turn, open_desk())


def _die_in(
    kind: type, name: str, counts: Callable[..., bool], die_at: int, steps: Synchronized[int]
) -> None:
    original = getattr(kind, name)

    def dying(self: object, *given: Any, **named: Any) -> Any:
        if not counts(*given):
            return original(self, *given, **named)
        place = 2 * steps.value
        steps.value += 1
        _die(place, die_at)
        answer = original(self, *given, **named)
        _die(place + 1, die_at)
        return answer

    setattr(kind, name, dying)


def _die(place: int, die_at: int) -> None:
    if place == die_at:
        os.kill(os.getpid(), signal.SIGKILL)
