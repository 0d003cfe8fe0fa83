from __future__ import annotations

import logging
from collections.abc import Iterator

import pytest
import structlog

from github_app.logs import bug_reports
from github_app.telemetry import spans
from tests.github_app.telemetry.receiver import Receiver, receiving

JWT = "eyJhbGciOiJSUzI1NiJ9.eyJpc3MiOiI3In0.c2lnbmF0dXJl"
TOKEN = f"ghs_123456_{JWT}"
HUSH = "hush, hush and hush"


@pytest.fixture
def receiver() -> Iterator[Receiver]:
    with receiving() as receiver:
        yield receiver


@pytest.fixture(autouse=True)
def _as_before() -> Iterator[None]:
    """What a process begins once ends with the test."""
    root = logging.getLogger()
    handlers, level, config = root.handlers, root.level, structlog.get_config()
    told = list(bug_reports._told)
    yield
    root.handlers = handlers
    root.setLevel(level)
    structlog.configure(**config)
    bug_reports._told[:] = told
    spans._begun.clear()
