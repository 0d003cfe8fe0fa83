"""No process of the service carries what only colours tracebacks."""

from __future__ import annotations

import subprocess
import sys

import pytest


@pytest.mark.parametrize("process", ["web.app", "workers", "clock"])
def test_no_process_loads_rich(process: str) -> None:
    told = f"import sys, github_app.{process}; print('rich' in sys.modules)"
    assert _said(told) == "False"


def test_rich_can_be_loaded_afterwards() -> None:
    assert _said("import github_app.logs.set_up, rich.console; print(rich.__name__)") == "rich"


def test_it_stays_where_it_was_loaded_before() -> None:
    assert _said("import rich, sys, github_app; print(sys.modules['rich'].__name__)") == "rich"


def _said(code: str) -> str:
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    return run.stdout.strip()
