"""Finds the checks: every module beside this package is one."""

from __future__ import annotations

import importlib
import pkgutil
from functools import cache

import checks
from checks.engine.declare import Check


@cache
def all_checks() -> tuple[Check, ...]:
    """Every check, sorted by name."""
    names = sorted(m.name for m in pkgutil.iter_modules(checks.__path__) if not m.ispkg)
    return tuple(_load(name) for name in names)


def _load(name: str) -> Check:
    module = importlib.import_module(f"checks.{name}")
    manual = (module.__doc__ or "").strip()
    title = manual.splitlines()[0].rstrip(".") if manual else name
    return Check(name, title, manual, module.Settings, module.judge)
