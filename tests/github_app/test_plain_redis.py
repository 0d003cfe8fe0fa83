"""No process of the service carries what only redis-py's own metrics would need."""

from __future__ import annotations

import subprocess
import sys

import pytest

PLAINLY = "from github_app.plain_redis import load_redis; load_redis(); "


@pytest.mark.parametrize("process", ["workers", "clock"])
def test_no_process_loads_the_sdk(process: str) -> None:
    told = f"{PLAINLY}import sys, github_app.{process}; print('opentelemetry.sdk' in sys.modules)"
    assert _said(told) == "False"


def test_the_sdk_can_be_loaded_afterwards() -> None:
    pytest.importorskip("opentelemetry.sdk.metrics")
    told = "import opentelemetry.sdk.metrics as sdk; print(sdk.MeterProvider.__name__)"
    assert _said(PLAINLY + told) == "MeterProvider"


def test_it_stays_as_it_was_loaded_before() -> None:
    assert _said(f"import redis; {PLAINLY}print(redis.Redis.__name__)") == "Redis"


def test_the_launcher_needs_no_redis_client() -> None:
    assert _said("import sys, github_app.launch.run; print('redis' in sys.modules)") == "False"


def _said(code: str) -> str:
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    return run.stdout.strip()
