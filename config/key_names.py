"""Which keys a place in the policy file may have, and which one a mistyped key was meant to be."""

from __future__ import annotations

import difflib
from collections.abc import Iterator
from typing import Any, get_args, get_type_hints

from pydantic import BaseModel

from checks.engine.words import code

_MOST_NAMED = 25


def known_keys(model: type[BaseModel], path: tuple[str | int, ...]) -> tuple[str, ...]:
    """The keys allowed in the mapping at `path`, in the order of the schema; empty when unknown."""
    at = _model_at(model, path)
    if at is None:
        return ()
    # `from` and `except` cannot be names in Python, so some keys are aliases.
    return tuple(field.alias or name for name, field in at.model_fields.items())


def unknown_key_remedy(model: type[BaseModel], path: tuple[str | int, ...]) -> str:
    """What to do about the unknown key at `path`: the likely key, its true home, the known ones."""
    key, known = str(path[-1]), known_keys(model, path[:-1])
    listing = ", ".join(code(name) for name in known[:_MOST_NAMED])
    hints = (_home(model, key, path[:-1]), _likely(key, known), f"Known here: {listing}.")
    return " ".join(hint for hint in hints if hint)


def likely_word(word: str, known: tuple[str, ...]) -> str | None:
    """The known word that `word` resembles, if any; dashes and capitals do not matter."""
    plain = word.casefold().replace("-", "_").replace(" ", "_")
    close = difflib.get_close_matches(plain, known, n=1, cutoff=0.6)
    return close[0] if close else None


def _likely(key: str, known: tuple[str, ...]) -> str:
    likely = likely_word(key, known)
    return f"Did you mean {code(likely)}?" if likely else ""


def _home(model: type[BaseModel], key: str, here: tuple[str | int, ...]) -> str:
    """Says where else `key` belongs when it is a known key one level below the top."""
    for section, field in model.model_fields.items():
        for inner in models_in(field.annotation):
            if (section,) != here and key in inner.model_fields:
                return f"{code(key)} belongs under {code(section + ':')}."
    return ""


def _model_at(model: type[BaseModel], path: tuple[str | int, ...]) -> type[BaseModel] | None:
    at: type[BaseModel] | None = model
    for step in path:
        if isinstance(step, int) or at is None:
            continue
        field = at.model_fields.get(step)
        at = next(models_in(field.annotation), None) if field else _model_of_extras(at)
    return at


def _model_of_extras(model: type[BaseModel]) -> type[BaseModel] | None:
    """What the names that an owner may choose stand for, where there are such."""
    extras = get_type_hints(model).get("__pydantic_extra__")
    return next(models_in(extras), None) if model.model_config.get("extra") == "allow" else None


def models_in(annotation: Any) -> Iterator[type[BaseModel]]:
    """The models that a field's annotation names, at any depth of optional, list or Annotated."""
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        yield annotation
    for part in get_args(annotation):
        yield from models_in(part)
