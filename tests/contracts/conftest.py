"""Installs GitHub's published descriptions once per session, and records what is said in it."""

from __future__ import annotations

import os
import shutil
from dataclasses import dataclass
from pathlib import Path
from tempfile import mkdtemp

import pytest

from sandbox.exchanges import FOLDER
from tests.contracts import published

JUDGE = "test_everything_said_to_github_in_this_session_is_in_githubs_words"


@dataclass(frozen=True, slots=True)
class Recording:
    """The folder where every sandbox of this session writes down its exchanges."""

    folder: Path
    is_ours: bool


_recording = pytest.StashKey[Recording]()


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """The judge of everything said comes last; where it runs, everything is recorded.

    `make test` shares the tests out to several processes, which record into one folder that it
    names, and has the judge read it afterwards.
    """
    items.sort(key=_is_judge)
    if items and _is_judge(items[-1]):
        given = os.environ.get(FOLDER)
        folder = Path(given) if given else Path(mkdtemp(prefix="plumbline-said-"))
        config.stash[_recording] = Recording(folder, is_ours=not given)
        os.environ[FOLDER] = str(folder)


def _is_judge(item: pytest.Item) -> bool:
    return getattr(item, "originalname", "") == JUDGE


def pytest_unconfigure(config: pytest.Config) -> None:
    if _recording in config.stash and config.stash[_recording].is_ours:
        shutil.rmtree(config.stash[_recording].folder, ignore_errors=True)


@pytest.fixture
def recording(request: pytest.FixtureRequest) -> Recording:
    return request.config.stash[_recording]


@pytest.fixture(scope="session")
def descriptions() -> None:
    """GitHub's descriptions are installed; skips where they cannot be, fails there in CI."""
    reason = published.install()
    if reason and published.required():
        pytest.fail(reason)
    if reason:
        pytest.skip(reason)
