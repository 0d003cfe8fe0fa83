"""What others wrote and we run is named exactly: nothing newer slips in unseen."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).parents[1]
PINNED = re.compile(r"([A-Za-z0-9._-]+)==([A-Za-z0-9.+!]+)(?: ; .+)?")


def wanted() -> list[Requirement]:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
    lists = [project["dependencies"], *project["optional-dependencies"].values()]
    return [Requirement(line) for listed in lists for line in listed]


def locked() -> dict[str, str]:
    lines = (ROOT / "requirements.lock").read_text().splitlines()
    pins = [PINNED.fullmatch(line) for line in lines if line.strip() and line[0] != "#"]
    assert all(pins), "each line of the lock is one name and one version"
    return {canonicalize_name(pin[1]): pin[2] for pin in pins if pin}


def test_the_lock_pins_every_dependency_within_its_range() -> None:
    pins = locked()
    for requirement in wanted():
        version = pins.get(canonicalize_name(requirement.name))
        assert version is not None, requirement
        assert requirement.specifier.contains(version, prereleases=True), requirement
        assert requirement.url is None, requirement


def test_what_is_installed_comes_from_the_lock() -> None:
    assert "-r requirements.lock" in (ROOT / "Makefile").read_text()
