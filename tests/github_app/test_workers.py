"""The pool of workers as a process of its own."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import psutil
from redis import Redis

from tests.conftest import RedisServer
from tests.github_app.conftest import environment
from tests.product.stage import wait_until


def test_a_worker_that_is_killed_is_named_in_the_log_and_replaced(
    redis_server: RedisServer, redis: Redis, tmp_path: Path
) -> None:
    log = tmp_path / "worker.log"
    told = environment(REDIS_URL=redis_server.url, PLUMBLINE_WORKERS="2")
    with log.open("wb") as output:
        pool = subprocess.Popen(
            [sys.executable, "-m", "github_app", "worker"],
            env={**os.environ, **told},
            stderr=output,
        )
    try:
        process = psutil.Process(pool.pid)
        wait_until(lambda: len(process.children()) == 2, "two workers")
        victim = process.children()[0]
        victim.kill()
        wait_until(lambda: f'"pid": {victim.pid}, "exit_code": -9' in log.read_text(), "a line")
        wait_until(lambda: len(process.children()) == 2, "another worker")
        # The new worker may not listen to signals yet, and dies with the pool anyway.
        workers = process.children()
        pool.kill()
        _, alive = psutil.wait_procs(workers, timeout=15)
        assert alive == []
    finally:
        pool.kill()
        pool.wait()
