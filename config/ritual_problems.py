"""What is wrong with `rituals:` as a whole: bad names, and titles that two rituals share."""

from __future__ import annotations

import re
from collections.abc import Iterator

from pydantic import BaseModel

from checks.engine.words import code
from config.document import Document, Path
from config.policy import Problem
from config.rituals import CUSTOM, NAME_PATTERN, CustomRituals, asked_for
from rituals.engine.registry import all_rituals, ritual_for


def ritual_problems(section: BaseModel, document: Document) -> tuple[Problem, ...]:
    """In the order of the file; each at the key that causes it."""
    custom: CustomRituals = dict(section)[CUSTOM]
    names = tuple(custom.by_name())
    if not names:
        return ()
    found = tuple(problem for name in names for problem in _name(name, document))
    return found or tuple(_titles(section, names, document))


def _name(name: str, document: Document) -> Iterator[Problem]:
    place = document.keys[("rituals", CUSTOM, name)]
    if not re.fullmatch(NAME_PATTERN, name, re.ASCII):
        yield Problem(
            place.line,
            place.column,
            f"{code(name)} cannot be the name of a ritual.",
            "Write up to 41 small letters, digits, dashes or underscores, like `release_check`.",
        )
    elif name in {*(ritual.name for ritual in all_rituals()), CUSTOM}:
        yield Problem(
            place.line,
            place.column,
            f"{code(name)} is a ritual that Plumbline brings.",
            f"Choose another name, or move its keys to {code(f'rituals.{name}')}.",
        )


def _titles(section: BaseModel, names: tuple[str, ...], document: Document) -> Iterator[Problem]:
    """An issue whose marker was edited away is known by its title, so no title may be another's."""
    titles = {ritual.name: ritual.title for ritual in all_rituals()}
    titles |= {
        name: ritual_for(name, settings).title
        for name, settings in asked_for(section).items()
        if name in names
    }
    for name in names:
        other = next((o for o, title in titles.items() if o != name and title == titles[name]), "")
        if other and (other not in names or names.index(other) < names.index(name)):
            path: Path = ("rituals", CUSTOM, name, "title")
            place = document.values.get(path) or document.keys[path[:-1]]
            yield Problem(
                place.line,
                place.column,
                f"The title {code(titles[name])} is already that of {code(other)}.",
                "Choose a `title` of its own.",
            )
