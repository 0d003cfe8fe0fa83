"""The doorbell: an RQ job that tells some worker to look at a subject.

The job carries nothing but the subject's key. What is to be done, and whether anything is, stands
in the inbox; so a bell rung twice, or lost, does no harm.
"""

from __future__ import annotations

from redis import Redis
from rq import Queue
from rq.serializers import JSONSerializer

from github_app.subjects import Subject

QUEUE = "plumbline"
_JOB = "github_app.jobs.attend"


class Doorbell:
    """Rings for a subject by way of RQ. `attend_seconds` is the longest one turn may take."""

    def __init__(self, redis: Redis, attend_seconds: float) -> None:
        self._queue = Queue(
            QUEUE,
            connection=redis,
            serializer=JSONSerializer,
            default_timeout=max(1, int(attend_seconds)),
        )

    def ring(self, subject: Subject) -> None:
        """Ask for `subject` to be attended to, soon."""
        self._queue.enqueue(_JOB, subject.key, result_ttl=0, failure_ttl=86_400)
