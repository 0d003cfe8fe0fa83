"""A served world for each test that asks for one."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.sandbox.harbour import Client, served


@pytest.fixture
def client() -> Iterator[Client]:
    """A client of a freshly served `shop_world`."""
    with served() as made:
        yield made
