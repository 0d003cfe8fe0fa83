"""`true` and `false` where a number belongs: pydantic would take them for 1 and 0."""

from __future__ import annotations

from collections.abc import Iterator

from pydantic import BaseModel

from checks.engine.words import code
from config.complaints import dotted
from config.document import Document, Path
from config.policy import Problem


def number_problems(file: BaseModel, document: Document) -> tuple[Problem, ...]:
    """The mistakes in a `document` from which `file` was read."""
    return tuple(_problem(path, word, document) for path, word in _switches(file, document.content))


def _switches(model: BaseModel, content: object, path: Path = ()) -> Iterator[tuple[Path, str]]:
    """The places of whole numbers that were written as `true` or `false`."""
    if not isinstance(content, dict):
        return
    for name, value in model:
        field = type(model).model_fields.get(name)
        key = (field.alias if field else None) or name
        written = content.get(key)
        if isinstance(value, BaseModel):
            yield from _switches(value, written, (*path, key))
        elif isinstance(written, bool) and type(value) is int:
            yield (*path, key), "true" if written else "false"


def _problem(path: Path, word: str, document: Document) -> Problem:
    place = document.values[path]
    message = f"{code(dotted(path))} must be a whole number, not {code(word)}."
    return Problem(place.line, place.column, message, "Write digits only.")
