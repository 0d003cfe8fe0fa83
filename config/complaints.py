"""What pydantic found wrong with a policy, in words for people, each at its exact place."""

from __future__ import annotations

from pydantic import BaseModel
from pydantic_core import ErrorDetails

from checks.engine.words import code
from config.document import Document, Path, Place
from config.key_names import unknown_key_remedy
from config.moved_keys import moved_key_remedy
from config.policy import Problem
from config.value_words import value_words


def problem_of(error: ErrorDetails, document: Document, model: type[BaseModel]) -> Problem:
    """One pydantic error as a Problem at the place of the key or value that caused it."""
    path = _written_path(error["loc"], document)
    if error["type"] == "extra_forbidden":
        place = document.keys[path]
        message = f"{code(str(path[-1]))} is not a known key{_where(path[:-1])}."
        remedy = moved_key_remedy(path) or unknown_key_remedy(model, path)
        return Problem(place.line, place.column, message, remedy)
    if error["type"] == "missing":
        return _missing(error, document, path)
    message, remedy = value_words(error, code(dotted(path)))
    place = document.values[path]
    return Problem(place.line, place.column, message, remedy)


def _written_path(loc: tuple[int | str, ...], document: Document) -> Path:
    """The part of pydantic's location that stands in the file (it also names union members)."""
    path: Path = ()
    for step in loc:
        if (*path, step) in document.values:
            path = (*path, step)
    return path


def _missing(error: ErrorDetails, document: Document, path: Path) -> Problem:
    name = str(error["loc"][-1])
    place: Place = document.keys.get(path) or document.values[path]
    message = f"{code(dotted(path))} needs the key {code(name)}."
    return Problem(place.line, place.column, message, f"Add {code(name + ':')} with a value.")


def _where(path: Path) -> str:
    return f" of {code(dotted(path))}" if path else " of a policy file"


def dotted(path: Path) -> str:
    """A path as people write it: `checks.adr_link.paths[2]`; items count from 1."""
    words = ""
    for step in path:
        words += f"[{step + 1}]" if isinstance(step, int) else f".{step}"
    return words.removeprefix(".") or "the file"
