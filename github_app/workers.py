"""The worker processes: RQ's own pool of RQ's own workers, each on exactly one queue."""

from __future__ import annotations

import gc
import os
import signal
from importlib import import_module
from typing import Any

from redis.client import Pipeline
from redis.exceptions import RedisError
from rq import SimpleWorker
from rq.serializers import JSONSerializer
from rq.worker_pool import WorkerData, WorkerPool

from config.loader import defaults
from github_app import jobs
from github_app.doorbell import QUEUE
from github_app.leash import die_with_parent
from github_app.logs.set_up import set_up_logs
from github_app.redis_connection import connect
from github_app.settings import Settings
from github_app.time_limit import TimeLimit
from github_app.vital_signs import beat

# RQ looks at its own signals, and cleans up after dead workers, at least this often.
_IDLE_SECONDS = 60


class Worker(SimpleWorker):
    """Runs jobs in its own process, one after another, without a scheduler beside it."""

    log_result_lifespan = False
    death_penalty_class = TimeLimit
    # After an outage of Redis, work goes on within seconds; RQ would wait up to a minute.
    max_connection_wait_time = 5.0
    pool_pid: int | None = None
    """The pool's process; known to those that were forked off it."""

    def __init__(self, *args: Any, **more: Any) -> None:
        super().__init__(*args, **{**more, "worker_ttl": _IDLE_SECONDS})

    def heartbeat(self, timeout: int | None = None, pipeline: Pipeline | None = None) -> None:
        """RQ's own, which takes three round trips by itself, in one."""
        with self.connection.pipeline(transaction=False) as together:
            super().heartbeat(timeout, together if pipeline is None else pipeline)
            together.execute()

    def work(self, *args: Any, **more: Any) -> bool:
        # Until RQ sets its own, a fork has the handler of the pool, which would stop nothing here.
        signal.signal(signal.SIGTERM, signal.SIG_DFL)
        die_with_parent(signal.SIGTERM, self.pool_pid)
        # The inbox is the only schedule; RQ's scheduler would be a process without work.
        ours = {"with_scheduler": False, "logging_level": "WARNING"}
        return super().work(*args, **{**more, **ours})


class Pool(WorkerPool):
    """RQ's pool, which also leaves a sign of life while at least one of its workers lives."""

    def reap_workers(self) -> None:
        super().reap_workers()  # type: ignore[no-untyped-call]
        if self.number_of_active_workers and self.status == self.Status.STARTED:
            try:
                beat(self.connection, "worker")
            except RedisError:
                jobs.log.warning("Redis does not answer; the workers wait for it")

    def handle_dead_worker(self, worker_data: WorkerData) -> None:
        super().handle_dead_worker(worker_data)
        if self.status == self.Status.STARTED:
            jobs.log.error(
                "A worker ended; another one takes its place, and its turn is taken up again",
                pid=worker_data.pid,
                exit_code=worker_data.process.exitcode,
            )


def work(settings: Settings) -> None:
    """Run the pool until SIGTERM or SIGINT, then let every worker end its turn."""
    set_up_logs(settings, "worker")
    jobs.log.info("Workers started", workers=settings.workers, pid=os.getpid())
    pool = Pool(
        [QUEUE],
        connection=connect(settings.redis_url.get_secret_value()),
        num_workers=settings.workers,
        worker_class=Worker,
        serializer=JSONSerializer,
    )
    Worker.pool_pid = os.getpid()
    _share_memory()
    pool.start(logging_level="WARNING")


def _share_memory() -> None:
    """Lets all workers share what is loaded before the pool forks."""
    # Loaded by the first write otherwise.
    import_module("github_app.rate_limits.pace_windows")
    # The first policy makes the models of all checks and rituals.
    defaults()
    # Whoever looks for garbage writes to all it looks at, and a page written to is shared no more.
    gc.collect()
    gc.freeze()
