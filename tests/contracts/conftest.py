"""Installs GitHub's published descriptions once per session, or says why it cannot."""

from __future__ import annotations

import pytest

from tests.contracts import published


@pytest.fixture(scope="session")
def descriptions() -> None:
    """GitHub's descriptions are installed; skips where they cannot be, fails there in CI."""
    reason = published.install()
    if reason and published.required():
        pytest.fail(reason)
    if reason:
        pytest.skip(reason)
