"""The probes in the order in which they tell the story: from credentials to the repository."""

from __future__ import annotations

import importlib
from functools import cache
from typing import Final

from cli.doctor.probe import Probe

ORDER: Final = (
    "settings",
    "credentials",
    "clocks",
    "webhook",
    "deliveries",
    "registration",
    "redis_server",
    "processes",
    "work",
    "sweep",
    "installation",
    "limits",
    "policy",
    "required_checks",
    "owners",
    "names",
)


@cache
def all_probes() -> tuple[Probe, ...]:
    """In their order."""
    return tuple(_load(name) for name in ORDER)


def _load(name: str) -> Probe:
    module = importlib.import_module(f"cli.doctor.probes.{name}")
    title, _, manual = (module.__doc__ or "").strip().partition("\n")
    return Probe(
        name, title.rstrip("."), manual.strip(), module.ABOUT, module.DOING, module.examine
    )
