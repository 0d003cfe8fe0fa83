"""Text that is no YAML: PyYAML's complaints in words for people, at the spot that helps most."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Protocol

import yaml

from config.policy import Problem


class MarkLike(Protocol):
    """Where PyYAML stands; both count from 0."""

    line: int
    column: int


# What YAML forbids, and three line breaks that PyYAML counts as lines while editors do not.
_REFUSED_CHARACTER = re.compile(
    "[^\x09\x0a\x0d\x20-\x7e\xa0-\u2027\u202a-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]"
)


@dataclass(frozen=True, slots=True)
class _Translation:
    """Fits when `problem` is part of PyYAML's problem and `context` of its context.

    `at_opening` points to where the construct began instead of where it was given up.
    """

    problem: str
    message: str
    remedy: str
    context: str = ""
    at_opening: bool = False


_TRANSLATIONS = (
    _Translation(
        r"found character '\t'",
        "A tab stands where YAML wants spaces.",
        "Replace the tab by spaces.",
    ),
    _Translation(
        "that cannot start any token",
        "A value cannot begin with this character.",
        "Put the value in quotes.",
    ),
    _Translation(
        "found unexpected end of stream",
        "A quote is opened here and never closed.",
        "Close the quote.",
        context="quoted scalar",
        at_opening=True,
    ),
    _Translation(
        "expected ',' or",
        "A bracket is opened here and not closed where it should be.",
        "Close the bracket, and put commas between the items.",
        context="flow",
        at_opening=True,
    ),
    _Translation(
        "could not find expected ':'",
        "This line has no `:` after its key.",
        "Write `key: value`, or put a text that goes over several lines in quotes.",
        at_opening=True,
    ),
    _Translation(
        "mapping values are not allowed",
        "A `:` stands where none can be.",
        "Give the line the same indentation as its neighbours, add the `:` that the line above may "
        "lack, or put a value that contains `: ` in quotes.",
    ),
    _Translation(
        "expected <block end>",
        "This line's indentation, or its list dash, does not fit the lines before it.",
        "Align it with the keys or the dashes it belongs to.",
    ),
    _Translation(
        "but found another document",
        "A second document begins here.",
        "Remove the `---` line; a policy file is one document.",
    ),
    _Translation(
        "found undefined alias",
        "This alias names an anchor that is not defined above.",
        "Write the value out, or put it in quotes when a leading `*` is meant.",
    ),
    _Translation(
        "found unknown escape character",
        "This escape is unknown in double quotes.",
        "Use single quotes, which take backslashes as they are.",
    ),
)


def syntax_problem(error: yaml.MarkedYAMLError) -> Problem:
    """PyYAML's error as a Problem; one it does not know is shown in PyYAML's words."""
    problem, context = error.problem or "", error.context or ""
    for known in _TRANSLATIONS:
        if known.problem in problem and known.context in context:
            mark = (known.at_opening and error.context_mark) or error.problem_mark
            return problem_at(mark, known.message, known.remedy)
    words = ": ".join(part for part in (context, problem) if part)
    return problem_at(
        error.problem_mark or error.context_mark,
        f"This is not valid YAML ({words}).",
        "Correct the line; an editor that knows YAML shows the spot.",
    )


def characters_refused(text: str) -> Problem | None:
    """A Problem at the first character that a policy file cannot contain."""
    found = _REFUSED_CHARACTER.search(text)
    if found is None:
        return None
    before = re.split("\r\n|\r|\n", text[: found.start()])
    return Problem(
        len(before),
        len(before[-1]) + 1,
        f"The character U+{ord(found.group()):04X} cannot stand in a YAML file.",
        "Remove it, and save the file as plain UTF-8 text.",
    )


def problem_at(mark: MarkLike | None, message: str, remedy: str) -> Problem:
    """A Problem at PyYAML's mark, which counts from 0."""
    if mark is None:
        return Problem(1, 1, message, remedy)
    return Problem(mark.line + 1, mark.column + 1, message, remedy)
