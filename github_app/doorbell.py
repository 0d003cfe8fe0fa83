"""The doorbell: an RQ job that tells some worker to look at a subject.

The job carries nothing but the subject's key. What is to be done, and whether anything is, stands
in the inbox; so a bell rung twice, or lost, does no harm.
"""

from __future__ import annotations

from datetime import UTC, datetime

from redis import Redis
from rq import Queue
from rq.serializers import JSONSerializer

from github_app.subjects import Subject
from github_app.time_limit import TURN_SECONDS

QUEUE = "plumbline"
_JOB = "github_app.jobs.attend"
# A job fails only with its worker or Redis; whoever looks for the reason does so soon.
_KEPT_SECONDS = 3_600


class Doorbell:
    """Rings for a subject by way of RQ; whoever hears it has TURN_SECONDS."""

    def __init__(self, redis: Redis) -> None:
        self._queue = _queue(redis)

    def ring(self, subject: Subject) -> None:
        """Ask for `subject` to be attended to, soon."""
        self._queue.enqueue(_JOB, subject.key, result_ttl=0, failure_ttl=_KEPT_SECONDS)


def bells(redis: Redis) -> int:
    """How many bells no worker has heard yet."""
    return _queue(redis).count


def unheard_seconds(redis: Redis) -> float:
    """How long the oldest bell that no worker has heard yet is ringing; 0 when none is."""
    queue = _queue(redis)
    for job_id in queue.get_job_ids(0, 1):
        job = queue.fetch_job(job_id)
        if job is not None and job.enqueued_at is not None:
            return (datetime.now(UTC) - job.enqueued_at).total_seconds()
    return 0.0


def _queue(redis: Redis) -> Queue:
    return Queue(QUEUE, connection=redis, serializer=JSONSerializer, default_timeout=TURN_SECONDS)
