"""Finds the rituals: every module beside this package is one."""

from __future__ import annotations

import importlib
import pkgutil
from functools import cache

import rituals
from rituals.engine.declare import Ritual


@cache
def all_rituals() -> tuple[Ritual, ...]:
    """Every ritual, sorted by name."""
    names = sorted(m.name for m in pkgutil.iter_modules(rituals.__path__) if not m.ispkg)
    return tuple(_load(name) for name in names)


def _load(name: str) -> Ritual:
    module = importlib.import_module(f"rituals.{name}")
    manual = (module.__doc__ or "").strip()
    title = manual.splitlines()[0].rstrip(".") if manual else name
    return Ritual(
        name=name,
        title=title,
        manual=manual,
        settings=module.Settings,
        compose=module.compose,
        label=module.LABEL,
        standing=getattr(module, "STANDING", ()),
        conclude=getattr(module, "conclude", None),
    )
