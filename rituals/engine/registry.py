"""Finds the rituals: every module beside this package is one, and the policy may add its own."""

from __future__ import annotations

import importlib
import pkgutil
from functools import cache

import rituals
from rituals.engine.declare import Ritual, RitualSettings
from rituals.parts.custom.ritual import custom_ritual
from rituals.parts.custom.settings import CustomSettings


@cache
def all_rituals() -> tuple[Ritual, ...]:
    """Every ritual that Plumbline brings, sorted by name."""
    names = sorted(m.name for m in pkgutil.iter_modules(rituals.__path__) if not m.ispkg)
    return tuple(_load(name) for name in names)


def ritual_for(name: str, settings: RitualSettings) -> Ritual:
    """The ritual that a policy asks for under `name`: one of its own, or one of ours.

    Raises `KeyError` for a name that no loaded policy can hold.
    """
    if isinstance(settings, CustomSettings):
        return custom_ritual(name, settings)
    return _by_name()[name]


@cache
def _by_name() -> dict[str, Ritual]:
    return {ritual.name: ritual for ritual in all_rituals()}


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
        list_is_work=getattr(module, "LIST_IS_WORK", False),
        follows=getattr(module, "follows", None),
    )
