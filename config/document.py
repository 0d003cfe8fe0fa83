"""The text of a policy file as plain values, each with the place where it was written.

Only a quiet part of YAML is read: mappings with text keys, lists and scalars, a few aliases. Tags,
further documents and doubled keys are refused, so what an owner sees is what is meant.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import yaml

from checks.engine.words import code
from config.composer import RefusedError, compose
from config.limits import MOST_BYTES, MOST_VALUES
from config.policy import Problem
from config.scalars import meaning_of
from config.syntax import characters_refused, problem_at, syntax_problem

Path = tuple[str | int, ...]


@dataclass(frozen=True, slots=True)
class Place:
    """A spot in the file; both count from 1."""

    line: int
    column: int


@dataclass(frozen=True, slots=True)
class Document:
    """`content` is made of dict, list and scalars; an empty file is an empty dict.

    `keys` and `values` say where the key of a path and its value were written; list items have only
    a value. `problems` are those that leave the rest readable (doubled keys, for example).
    """

    content: object
    keys: Mapping[Path, Place]
    values: Mapping[Path, Place]
    problems: tuple[Problem, ...] = ()


def read_document(text: str) -> Document | Problem:
    """Read `text`; a Problem alone when nothing of it can be understood. Never raises."""
    refused = _too_large(text) or characters_refused(text)
    if refused:
        return refused
    reading = _Reading()
    try:
        node = compose(text.removeprefix("\ufeff"))
        content = None if node is None else reading.value(node, ())
    except RefusedError as error:
        return error.problem
    except yaml.MarkedYAMLError as error:
        return syntax_problem(error)
    return Document(
        {} if content is None else content, reading.keys, reading.values, tuple(reading.problems)
    )


def _too_large(text: str) -> Problem | None:
    size = len(text.encode("utf-8", "surrogatepass"))
    if size <= MOST_BYTES:
        return None
    return Problem(
        1,
        1,
        f"The file has {size:,} bytes; at most {MOST_BYTES:,} are read.",
        "Shorten it; patterns such as `src/**` stand for many paths.",
    )


class _Reading:
    """Turns nodes into plain values and notes their places."""

    def __init__(self) -> None:
        self.keys: dict[Path, Place] = {}
        self.values: dict[Path, Place] = {(): Place(1, 1)}
        self.problems: list[Problem] = []
        self._count_of_values = 0

    def value(self, node: yaml.Node, path: Path) -> object:
        self._count(node)
        self.values[path] = _place(node)
        if isinstance(node, yaml.MappingNode):
            return self._mapping(node, path)
        if isinstance(node, yaml.SequenceNode):
            return [self.value(item, (*path, index)) for index, item in enumerate(node.value)]
        plain = getattr(node, "style", None) is None
        return meaning_of(node.value) if plain else node.value

    def _mapping(self, node: yaml.MappingNode, path: Path) -> dict[str, object]:
        result: dict[str, object] = {}
        for key_node, value_node in node.value:
            if not isinstance(key_node, yaml.ScalarNode):
                self._note(key_node, "A key must be a single word.", "Write `name: value`.")
                continue
            key = str(key_node.value)
            if key in result:
                first = self.keys[(*path, key)].line
                self._note(
                    key_node,
                    f"The key {code(key)} was already written on line {first}.",
                    "Keep one of the two.",
                )
                continue
            self.keys[(*path, key)] = _place(key_node)
            result[key] = self.value(value_node, (*path, key))
        return result

    def _count(self, node: yaml.Node) -> None:
        """An alias counts as often as it is used: that is how a small file would grow large."""
        self._count_of_values += 1
        if self._count_of_values > MOST_VALUES:
            raise RefusedError(
                node.start_mark,
                f"The file holds more than {MOST_VALUES:,} values, aliases written out.",
                "Shorten the lists; patterns such as `src/**` stand for many paths.",
            )

    def _note(self, node: yaml.Node, message: str, remedy: str) -> None:
        self.problems.append(problem_at(node.start_mark, message, remedy))


def _place(node: yaml.Node) -> Place:
    mark = node.start_mark
    return Place(mark.line + 1, mark.column + 1) if mark else Place(1, 1)
