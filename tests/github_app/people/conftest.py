"""The stage for the tests of this folder."""

from __future__ import annotations

from tests.github_app.use_cases.conftest import stage

__all__ = ["stage"]
