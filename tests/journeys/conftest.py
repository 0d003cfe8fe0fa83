"""The whole product in earnest, once for all journeys: every part a process of its own."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import count

import pytest

from tests.journeys.traveller import Traveller
from tests.product.stage import stage


@pytest.fixture(scope="session")
def _product(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Traveller]:
    with stage(tmp_path_factory.mktemp("logs")) as running:
        yield Traveller(running, count(1))


@pytest.fixture
def traveller(_product: Traveller) -> Traveller:
    """Someone who acts on the pretend GitHub and sees what the product answers."""
    _product.settle()
    return _product
