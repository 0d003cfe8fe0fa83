"""Installing GitHub's descriptions says what went wrong."""

from __future__ import annotations

import sys

import pytest

from tests.contracts import published


def test_what_npm_said_last_is_the_reason() -> None:
    script = "import sys; print('a\\nENOTFOUND registry', file=sys.stderr); sys.exit(7)"
    assert published._run_npm([sys.executable, "-c", script]) == (
        "npm ci failed (7): a / ENOTFOUND registry"
    )
    assert published._run_npm([sys.executable, "-c", "pass"]) == ""


def test_an_installation_that_hangs_is_ended(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(published, "NPM_SECONDS", 0.2)
    script = "import time; time.sleep(20)"
    assert "took longer than 0.2 seconds" in published._run_npm([sys.executable, "-c", script])
