"""Nothing is lost, overtaken or doubled, whoever is killed or held up at whatever moment."""

from __future__ import annotations

import random
import secrets
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import psutil
import pytest
from redis import Redis
from redis.exceptions import RedisError

from github_app.inbox import Inbox
from github_app.subjects import Prompt, Subject
from tests.conftest import RedisServer, redis_binary
from tests.github_app.under_fire import LEASE, open_inbox

ROOT = Path(__file__).parents[2]
WORKERS = 3
QUIET_WITHIN = 15.0
IN_BACKGROUND = 0.4


@contextmanager
def pool(url: str) -> Iterator[psutil.Process]:
    command = [sys.executable, "-m", "tests.github_app.under_fire", url, str(WORKERS)]
    process = subprocess.Popen(
        command, cwd=ROOT, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    try:
        yield psutil.Process(process.pid)
    finally:
        children = psutil.Process(process.pid).children()
        process.kill()
        for child in children:
            with suppress(psutil.NoSuchProcess):
                child.kill()
        process.wait()


def produce(redis: Redis, subjects: list[Subject], seconds: float) -> int:
    """Change truths and mark their subjects; how many marks were made."""
    inbox, marked, until = open_inbox(redis), 0, time.monotonic() + seconds
    while time.monotonic() < until:
        subject = random.choice(subjects)
        with suppress(RedisError):
            redis.incr(f"truth:{subject.key}")
        while not _mark(inbox, subject):  # as GitHub's administrator would, until it is taken
            time.sleep(0.05)
        marked += 1
        time.sleep(random.uniform(0, 0.015))
    return marked


def _mark(inbox: Inbox, subject: Subject) -> bool:
    try:
        in_background = random.random() < IN_BACKGROUND
        prompt = Prompt("push", "acme/shop", secrets.token_hex(8), background=in_background)
        inbox.mark(subject, prompt)
    except RedisError:
        return False
    return True


def harass(parent: psutil.Process, stop: threading.Event) -> None:
    """Kill workers, and hold some up for longer than their lease."""
    while not stop.wait(random.uniform(0.1, 0.4)):
        workers = parent.children()
        if not workers:
            continue
        victim = random.choice(workers)
        with suppress(psutil.NoSuchProcess):
            if random.random() < 0.6:
                victim.kill()
            else:
                victim.suspend()
                time.sleep(LEASE * 1.5)
                victim.resume()


def wait_until_quiet(redis: Redis, subjects: list[Subject]) -> None:
    """All truths get published and no work is left, although the attacks go on."""
    until = time.monotonic() + QUIET_WITHIN
    while (left := _unpublished(redis, subjects)) and time.monotonic() < until:
        time.sleep(0.05)
    assert left == []


def _unpublished(redis: Redis, subjects: list[Subject]) -> list[str]:
    try:
        busy = {key.decode() for key in redis.zrange("plumbline:due", 0, -1)}
        return [
            s.key
            for s in subjects
            if s.key in busy or redis.get(f"truth:{s.key}") != redis.get(f"published:{s.key}")
        ]
    except RedisError:
        return ["Redis is away"]


def sweep(redis: Redis, stop: threading.Event) -> None:
    while not stop.wait(0.05):
        with suppress(RedisError):
            open_inbox(redis).ring_due()


def fight(server: RedisServer, waves: int, chaos: Callable[[threading.Event], object]) -> None:
    """Waves of events, each followed by quiet, under attacks all the time.

    What matters is the last event of each subject in a wave: no later one makes up for its loss.
    """
    redis = Redis.from_url(server.url)
    redis.flushall()
    # One installation has more to do than it has places, another has little.
    busy = [Subject("pull_request", 1, 2, str(number)) for number in range(8)]
    subjects = [*busy, *(Subject("pull_request", 3, 4, str(number)) for number in range(2))]
    stop = threading.Event()
    with pool(server.url) as parent:
        background = [
            threading.Thread(target=sweep, args=(redis, stop)),
            threading.Thread(target=harass, args=(parent, stop)),
            threading.Thread(target=chaos, args=(stop,)),
        ]
        for thread in background:
            thread.start()
        try:
            marked = 0
            for _ in range(waves):
                marked += produce(redis, subjects, 0.4)
                wait_until_quiet(redis, subjects)
        finally:
            stop.set()
            for thread in background:
                thread.join()
    assert redis.get("overlaps") is None
    assert redis.get("too-early") is None
    assert redis.get("too-many") is None
    assert 0 < int(redis.get("turns") or 0) < marked


def test_every_event_is_answered_although_workers_die_and_stall(redis_server: RedisServer) -> None:
    fight(redis_server, 3, lambda stop: stop.wait())


@pytest.mark.soak
def test_every_event_is_answered_although_redis_is_killed_too(tmp_path: Path) -> None:
    server = RedisServer(tmp_path, redis_binary())
    server.start()

    def kill_redis(stop: threading.Event) -> None:
        while not stop.wait(random.uniform(3, 8)):
            server.kill()
            server.start()

    try:
        fight(server, 40, kill_redis)
    finally:
        server.kill()
