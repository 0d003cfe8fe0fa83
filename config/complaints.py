"""What pydantic found wrong with a policy, in words for people, each at its exact place."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from pydantic import BaseModel
from pydantic_core import ErrorDetails

from checks.engine.words import code
from config.document import Document, Path, Place
from config.key_names import likely_word, unknown_key_remedy
from config.policy import Problem

_LONGEST_SHOWN = 60


def problem_of(error: ErrorDetails, document: Document, model: type[BaseModel]) -> Problem:
    """One pydantic error as a Problem at the place of the key or value that caused it."""
    path = _written_path(error["loc"], document)
    if error["type"] == "extra_forbidden":
        place = document.keys[path]
        message = f"{code(str(path[-1]))} is not a known key{_where(path[:-1])}."
        return Problem(place.line, place.column, message, unknown_key_remedy(model, path))
    if error["type"] == "missing":
        return _missing(error, document, path)
    message, remedy = _words(error, path)
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


def _shown(value: object) -> str:
    if isinstance(value, bool):
        return code(str(value).lower())
    if isinstance(value, dict):
        return "a group of keys"
    if isinstance(value, list):
        return "a list"
    return code(str(value), limit=_LONGEST_SHOWN)


def _words(error: ErrorDetails, path: Path) -> tuple[str, str]:
    """Message and remedy for an error about a value."""
    kind, value, context = error["type"], error["input"], error.get("ctx", {})
    name = code(dotted(path))
    if kind == "refused":
        return f"{name}: {context['message']}", str(context["remedy"])
    if kind == "value_error":
        cause = context["error"]
        return f"{name}: {cause}", str(getattr(cause, "remedy", ""))
    if value is None:
        return f"{name} has no value.", "Write a value, or remove the line to use the default."
    if kind == "literal_error":
        return _not_one_of(name, value, str(context["expected"]))
    wanted = next((say for start, say in _WANTED.items() if kind.startswith(start)), None)
    if wanted is None:
        return f"{name} is {_shown(value)}: {error['msg']}.", "Change the value."
    return wanted(name, value, context)


def _not_one_of(name: str, value: object, expected: str) -> tuple[str, str]:
    allowed = tuple(part.strip("'") for part in expected.replace(" or ", ", ").split(", "))
    listing = ", ".join(code(word) for word in allowed)
    likely = likely_word(str(value), allowed)
    hint = f"Did you mean {code(likely)}? " if likely else ""
    return f"{name} cannot be {_shown(value)}.", f"{hint}Possible: {listing}."


_Say = Callable[[str, object, Mapping[str, Any]], tuple[str, str]]


def _must_be(what: str, remedy: str) -> _Say:
    return lambda name, value, _: (f"{name} must be {what}, not {_shown(value)}.", remedy)


def _bounded(wish: str, limit: str) -> _Say:
    return lambda name, value, context: (
        f"{name} cannot be {_shown(value)}.",
        f"Write {wish.format(context[limit])}.",
    )


def _formed(name: str, value: object, context: Mapping[str, Any]) -> tuple[str, str]:
    wanted = code(str(context["pattern"]))
    return f"{name} cannot be {_shown(value)}.", f"Write it in the form {wanted}."


def _a_list(name: str, value: object, _: Mapping[str, Any]) -> tuple[str, str]:
    key = name.strip("`").rsplit(".", 1)[-1]
    example = f"{key}: [{value}]" if isinstance(value, str | int) else f"{key}: [first, second]"
    return f"{name} must be a list.", f"Write it as {code(example)}."


def _a_text(name: str, value: object, _: Mapping[str, Any]) -> tuple[str, str]:
    quotable = isinstance(value, str | int | float)
    remedy = "Put it in quotes." if quotable else "Write one value, in quotes if need be."
    return f"{name} must be a text, not {_shown(value)}.", remedy


def _counted(sign: str, limit: str) -> _Say:
    return lambda name, _, context: (
        f"{name} has {context['actual_length']} entries; it needs {sign} {context[limit]}.",
        "Change the list.",
    )


def _long(sign: str, limit: str) -> _Say:
    return lambda name, _, context: (
        f"{name} must have {sign} {context[limit]} characters.",
        "Change the text.",
    )


_WANTED: Mapping[str, _Say] = {
    "bool": _must_be("`true` or `false`", "Write `true` or `false`."),
    "int": _must_be("a whole number", "Write digits only."),
    "float": _must_be("a number", "Write digits only."),
    "string_too_short": _long("at least", "min_length"),
    "string_too_long": _long("at most", "max_length"),
    "string_pattern": _formed,
    "string": _a_text,
    "tuple": _a_list,
    "list": _a_list,
    "set": _a_list,
    "frozen_set": _a_list,
    "model": _must_be("a group of keys", "Write its keys below it, indented."),
    "dict": _must_be("a group of keys", "Write its keys below it, indented."),
    "date": _must_be("a date", "Write it as year-month-day: `2026-01-05`."),
    "time": _must_be("a time of day", "Write it as hours and minutes: `10:00`."),
    "greater_than_equal": _bounded("{} or more", "ge"),
    "greater_than": _bounded("more than {}", "gt"),
    "less_than_equal": _bounded("{} or less", "le"),
    "less_than": _bounded("less than {}", "lt"),
    "too_short": _counted("at least", "min_length"),
    "too_long": _counted("at most", "max_length"),
}
