"""The worker side of the brute-force proof: real RQ workers that publish a truth they read.

`python -m tests.github_app.under_fire REDIS_URL WORKERS` runs the real pool until it is told to
stop. For each subject the workers note, by Redis's clock, when they began and until when their
lease lasts, and count whatever should never happen.
"""

from __future__ import annotations

import random
import sys
import time
from collections.abc import Callable
from functools import cache

from redis import Redis
from rq import Queue
from rq.serializers import JSONSerializer

from github_app.doorbell import QUEUE
from github_app.inbox import Inbox
from github_app.subjects import Subject
from github_app.workers import Pool, Worker

LEASE, BELL, PACE, PATIENCE = 0.6, 0.5, 0.05, 0.5
TURNS = 2
_WORK_SECONDS = 0.12
_PUT_BACK = 0.03


class LossyBell:
    """Rings through RQ, except for some of the times, as if the process had died just before."""

    def __init__(self, redis: Redis, lost: float) -> None:
        self._queue = Queue(QUEUE, connection=redis, serializer=JSONSerializer)
        self._lost = lost

    def ring(self, subject: Subject) -> None:
        if random.random() >= self._lost:
            self._queue.enqueue(attend, subject.key, result_ttl=0)


def open_inbox(redis: Redis, lost: float = 0.1) -> Inbox:
    measures = {"lease": LEASE, "bell": BELL, "pace": PACE, "patience": PATIENCE}
    return Inbox(redis, LossyBell(redis, lost), turns=TURNS, **measures)


@cache
def _redis(url: str) -> Redis:
    return Redis.from_url(url)


def attend(key: str) -> None:
    redis = _redis(sys.argv[1])
    inbox = open_inbox(redis)
    _take(key, redis, inbox)
    inbox.ring_due()


def _take(key: str, redis: Redis, inbox: Inbox) -> None:
    before = _now(redis)
    turn = inbox.begin(Subject.parse(key))
    if turn is None:
        return
    if random.random() < _PUT_BACK:
        inbox.put_back(turn)
        return
    _note_begin(redis, key, turn.token, before, lambda: inbox.holds(turn))
    truth = redis.get(f"truth:{key}") or b"0"
    time.sleep(random.uniform(0, _WORK_SECONDS))
    if inbox.holds(turn):
        redis.set(f"published:{key}", truth)
    redis.hdel(f"lease:{key}", turn.token)
    redis.hdel(f"leases:{turn.subject.installation_id}", turn.token)
    inbox.finish(turn)
    redis.incr("turns")


def _note_begin(
    redis: Redis, key: str, token: str, before: float, still_holds: Callable[[], bool]
) -> None:
    now = _now(redis)
    # Not in one step: the client repeats what Redis was killed over, and would read its own word.
    last = float(redis.get(f"begun:{key}") or 0)
    redis.set(f"begun:{key}", str(before))
    # Who was held up since it began, for longer than its lease, finds its rightful follower here.
    if now - last < PACE and still_holds():
        redis.incr("too-early")
    leases = redis.hgetall(f"lease:{key}")
    of_installation = f"leases:{Subject.parse(key).installation_id}"
    others = sum(now < float(until) for until in redis.hvals(of_installation))
    if any(now < float(until) for until in leases.values()) and still_holds():
        redis.incr("overlaps")
    if others >= TURNS and still_holds():
        redis.incr("too-many")
    redis.hset(f"lease:{key}", token, str(before + LEASE))
    redis.hset(of_installation, token, str(before + LEASE))


def _now(redis: Redis) -> float:
    seconds, micros = redis.time()
    return float(seconds) + micros / 1e6


if __name__ == "__main__":
    pool = Pool(
        [QUEUE],
        connection=Redis.from_url(sys.argv[1]),
        num_workers=int(sys.argv[2]),
        worker_class=Worker,
        serializer=JSONSerializer,
    )
    pool.start(logging_level="CRITICAL")
