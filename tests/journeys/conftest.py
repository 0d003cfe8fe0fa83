"""The whole product in earnest, once for all journeys: every part a process of its own."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import count

import pytest

from tests.github_app.telemetry.receiver import Receiver, receiving
from tests.journeys.traveller import Traveller
from tests.product.stage import stage


@pytest.fixture(scope="session")
def told_elsewhere() -> Iterator[Receiver]:
    """Takes in what the product tells Sentry and a collector of traces."""
    with receiving() as receiver:
        yield receiver


@pytest.fixture(scope="session")
def _product(
    tmp_path_factory: pytest.TempPathFactory, told_elsewhere: Receiver
) -> Iterator[Traveller]:
    telemetry = {
        "SENTRY_DSN": told_elsewhere.url.replace("://", "://0123456789abcdef@") + "/42",
        "OTEL_EXPORTER_OTLP_ENDPOINT": told_elsewhere.url,
        "OTEL_BSP_SCHEDULE_DELAY": "200",
    }
    with stage(tmp_path_factory.mktemp("logs"), **telemetry) as running:
        yield Traveller(running, count(1))


@pytest.fixture
def traveller(_product: Traveller) -> Traveller:
    """Someone who acts on the pretend GitHub and sees what the product answers."""
    _product.settle()
    return _product
