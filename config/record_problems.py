"""What is wrong with `records:` as a whole: bad names, folders that two families claim."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from checks.engine.words import code
from config.document import Document, Path
from config.policy import Problem
from config.records import NAME_PATTERN, RecordsSettings

_REMEDY: Final = "Name each folder once; of folders within each other the innermost one counts."


def record_problems(records: RecordsSettings, document: Document) -> tuple[Problem, ...]:
    """In the order of the families; each at the key or list item that causes it."""
    return (*_names(records, document), *_claimed_twice(records, document))


def _names(records: RecordsSettings, document: Document) -> Iterator[Problem]:
    for name in records.by_name():
        if re.fullmatch(NAME_PATTERN, name, re.ASCII):
            continue
        place = document.keys[("records", name)]
        yield Problem(
            place.line,
            place.column,
            f"{code(name)} cannot be the name of a sort of records.",
            "Write up to 31 small letters, digits, dashes or underscores, like `postmortem`.",
        )


def _claimed_twice(records: RecordsSettings, document: Document) -> Iterator[Problem]:
    owners: dict[str, Path] = {}
    for name, settings in records.by_name().items():
        for item, folder in enumerate(settings.folders):
            path: Path = ("records", name, "folders", item)
            if path not in document.values:
                continue  # a default claims nothing
            owner = owners.setdefault(folder, path)
            if owner != path:
                place = document.values[path]
                yield Problem(place.line, place.column, _message(folder, name, owner), _REMEDY)


def _message(folder: str, name: str, owner: Path) -> str:
    if owner[1] == name:
        return f"The folder {code(folder)} is written twice."
    return f"The folder {code(folder)} already belongs to {code(f'records.{owner[1]}')}."
