"""What pydantic finds wrong with a value, in words for people: what it cannot be, what to write."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from pydantic_core import ErrorDetails

from checks.engine.words import code, plural
from config.key_names import likely_word

_LONGEST_SHOWN = 60


def _shown(value: object) -> str:
    if isinstance(value, bool):
        return code(str(value).lower())
    if isinstance(value, dict):
        return "a group of keys"
    if isinstance(value, list):
        return "a list"
    return code(str(value), limit=_LONGEST_SHOWN)


def value_words(error: ErrorDetails, name: str) -> tuple[str, str]:
    """Message and remedy for pydantic's `error` about the value of the key `name`, a code span."""
    kind, value, context = error["type"], error["input"], error.get("ctx", {})
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


def _counted(sign: str, limit: str, remedy: str) -> _Say:
    return lambda name, _, context: (
        f"{name} has {plural(context['actual_length'], 'entry', 'entries')}; it needs {sign} "
        f"{context[limit]}.",
        remedy,
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
    "too_short": _counted("at least", "min_length", "Add to the list, or leave the key out."),
    "too_long": _counted("at most", "max_length", "Shorten the list."),
}
