"""How `make test` shares the tests out to its processes: what takes long begins first.

The slowest files at the end would leave one process at work and the others idle.
"""

from __future__ import annotations

import pytest
from xdist.scheduler.loadfile import LoadFileScheduling

# Files and folders whose tests mostly wait, the longest first.
LONG = ("tests/journeys/", "tests/github_app/test_launch.py", "tests/github_app/faults/")
# Their tests need no product that others share; each file goes where there is time.
ALONE = ("test_nothing_is_lost.py", "test_nothing_secret_gets_out.py", "test_two_hosts.py")


class InGoodOrder(LoadFileScheduling):
    """Files in the order in which they were collected; travellers share one running product, so
    they stay together.
    """

    def _split_scope(self, nodeid: str) -> str:
        file = super()._split_scope(nodeid)
        folder, _, name = file.rpartition("/")
        return folder if folder == "tests/journeys" and name not in ALONE else file


def pytest_xdist_make_scheduler(config: pytest.Config, log: object) -> InGoodOrder | None:
    """For `--dist loadfile`; else whatever was asked for."""
    if config.getvalue("dist") != "loadfile":
        return None
    config.option.loadscopereorder = False
    return InGoodOrder(config, log)


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Only in a process of several: a single one takes the tests as they stand."""
    if hasattr(config, "workerinput"):
        items.sort(key=_rank)


def _rank(item: pytest.Item) -> int:
    places = (place for place, long in enumerate(LONG) if item.nodeid.startswith(long))
    return next(places, len(LONG))
