"""What the doctor takes for needed is what the manifest asks for."""

from __future__ import annotations

from pathlib import Path

import yaml

from cli.doctor.needs import (
    needed_events,
    needed_permissions,
    without_event,
    without_permission,
)

MANIFEST = yaml.safe_load((Path(__file__).parents[3] / "app.yml").read_text())


def test_permissions_and_events_are_those_of_the_manifest() -> None:
    assert needed_permissions() == MANIFEST["default_permissions"]
    assert set(needed_events()) == set(MANIFEST["default_events"])


def test_each_of_them_says_what_fails_without_it() -> None:
    unsaid = without_permission("nothing"), without_event("nothing")
    assert not [name for name in needed_permissions() if without_permission(name) == unsaid[0]]
    assert not [name for name in needed_events() if without_event(name) == unsaid[1]]
